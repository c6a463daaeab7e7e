#include "models/celltext.h"

#include "base/displaytext.h"

namespace wallaroo::models {

QString literalToolTip(const QString& text) {
    if (text.isEmpty())
        return {};
    QString escaped = text.toHtmlEscaped();
    escaped.replace(u'\n', QLatin1String("<br/>"));
    return QLatin1String("<qt>") + escaped + QLatin1String("</qt>");
}

QString actionWords(const QString& keycloakAction) {
    QString words = displayText(keycloakAction).toLower();
    words.replace(u'_', u' ');
    if (!words.isEmpty())
        words[0] = words[0].toUpper();
    return words;
}

} // namespace wallaroo::models
