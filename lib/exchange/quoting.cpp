#include "exchange/quoting.h"

#include <QStringList>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace wallaroo::exchange {
namespace {

using boost::json::value;

std::optional<value> parsed(const QByteArray& json) {
    boost::json::error_code error;
    value result = boost::json::parse({json.constData(), static_cast<std::size_t>(json.size())}, error);
    return error ? std::nullopt : std::optional(std::move(result));
}

QString text(const boost::json::string_view view) {
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

/// In JSON a character beyond the first plane is two escapes, in Python one with eight digits.
enum class Escapes { Json, Python };

void appendEscape(QString& out, char32_t letter, Escapes escapes) {
    const auto hex = [&out](const char* mark, char32_t number, int digits) {
        out += QLatin1StringView(mark) + QString::number(uint(number), 16).rightJustified(digits, u'0');
    };
    if (letter < 0x10000) {
        hex("\\u", letter, 4);
    } else if (escapes == Escapes::Python) {
        hex("\\U", letter, 8);
    } else {
        hex("\\u", QChar::highSurrogate(letter), 4);
        hex("\\u", QChar::lowSurrogate(letter), 4);
    }
}

QString quoted(const QString& plain, Escapes escapes) {
    QString out(u'"');
    const auto letters = plain.toUcs4();
    for (const char32_t letter : letters) {
        if (letter == U'"' || letter == U'\\')
            out += u'\\' + QChar(static_cast<char16_t>(letter));
        else if (letter == U'\n')
            out += QLatin1StringView("\\n");
        else if (letter >= 0x20 && letter < 0x7F)
            out += QChar(static_cast<char16_t>(letter));
        else
            appendEscape(out, letter, escapes);
    }
    return out + u'"';
}

/// Depth is the parser's own limit: it refuses more than 32 levels.
QString written(const value& json, Escapes escapes) {
    const bool python = escapes == Escapes::Python;
    QStringList parts;
    switch (json.kind()) {
    case boost::json::kind::object:
        for (const auto& member : json.get_object())
            parts << quoted(text(member.key()), escapes) + QLatin1StringView(": ") + written(member.value(), escapes);
        return u'{' + parts.join(QLatin1StringView(", ")) + u'}';
    case boost::json::kind::array:
        for (const auto& element : json.get_array())
            parts << written(element, escapes);
        return u'[' + parts.join(QLatin1StringView(", ")) + u']';
    case boost::json::kind::string:
        return quoted(text(json.get_string()), escapes);
    case boost::json::kind::bool_:
        if (python)
            return json.get_bool() ? QStringLiteral("True") : QStringLiteral("False");
        return json.get_bool() ? QStringLiteral("true") : QStringLiteral("false");
    case boost::json::kind::null:
        return python ? QStringLiteral("None") : QStringLiteral("null");
    default:
        return QString::fromStdString(boost::json::serialize(json));
    }
}

} // namespace

QString shellQuoted(const QString& plain) {
    return u'\'' + QString(plain).replace(u'\'', QLatin1StringView("'\\''")) + u'\'';
}

QString pythonQuoted(const QString& plain) {
    return quoted(plain, Escapes::Python);
}

QString jsonQuoted(const QString& plain) {
    return quoted(plain, Escapes::Json);
}

std::optional<QByteArray> asciiJson(const QByteArray& json) {
    const auto document = parsed(json);
    return document ? std::optional(written(*document, Escapes::Json).toLatin1()) : std::nullopt;
}

std::optional<QString> pythonLiteral(const QByteArray& json) {
    const auto document = parsed(json);
    return document ? std::optional(written(*document, Escapes::Python)) : std::nullopt;
}

} // namespace wallaroo::exchange
