#include "domain/scripts.h"

#include <QChar>
#include <QList>

namespace wallaroo {
namespace {

/// Scripts that are written together count as one, and as none beside Latin.
bool isEastAsian(QChar::Script script) {
    switch (script) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Hangul:
    case QChar::Script_Bopomofo:
        return true;
    default:
        return false;
    }
}

} // namespace

bool mixesScripts(const QString& text) {
    bool first = true;
    auto seen = QChar::Script_Unknown;
    const QList<uint> letters = text.toUcs4();
    for (const uint letter : letters) {
        const auto script = QChar::script(letter);
        if (script <= QChar::Script_Common || isEastAsian(script))
            continue; // unknown, inherited and common: digits, signs, accents
        if (!first && script != seen)
            return true;
        seen = script;
        first = false;
    }
    return false;
}

} // namespace wallaroo
