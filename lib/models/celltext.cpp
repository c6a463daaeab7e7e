#include "models/celltext.h"

#include "base/displaytext.h"
#include "domain/scripts.h"

#include <QCoreApplication>

#include <algorithm>

namespace wallaroo::models {
namespace {

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::models::CellText)
};

} // namespace

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

QString scriptsNote(const QString& name) {
    return mixesScripts(name) ? Say::tr("Letters of several scripts: it may look like another one. Compare the ID.")
                              : QString();
}

QString scriptsNote(QByteArrayView name) {
    const bool isAscii =
        std::all_of(name.begin(), name.end(), [](char letter) { return static_cast<uchar>(letter) < 0x80; });
    return isAscii ? QString() : scriptsNote(QString::fromUtf8(name));
}

} // namespace wallaroo::models
