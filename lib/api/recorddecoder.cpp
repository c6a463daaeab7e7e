#include "api/recorddecoder.h"

#include "api/jsonhandler.h"
#include "api/surrogates.h"

#include <QCoreApplication>

#include <boost/json/basic_parser_impl.hpp>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::api {
namespace {

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::Decoder)
};

boost::json::parse_options options() {
    boost::json::parse_options chosen; // strict JSON and UTF-8 otherwise
    chosen.max_depth = 128;            // each level costs stack; the deepest known answer has 8
    return chosen;
}

QString kindName(JsonValue::Kind kind) {
    switch (kind) {
    case JsonValue::Kind::Null:
        return Say::tr("null");
    case JsonValue::Kind::Bool:
        return Say::tr("true or false");
    case JsonValue::Kind::Integer:
    case JsonValue::Kind::Number:
        return Say::tr("a number");
    case JsonValue::Kind::Text:
        return Say::tr("a text");
    case JsonValue::Kind::Array:
        return Say::tr("a list");
    case JsonValue::Kind::Object:
        return Say::tr("an object");
    }
    return {};
}

} // namespace

class RecordDecoder::Parser {
public:
    Parser(const RecordPlace& where, RecordReader& into)
        : place(where),
          reader(&into),
          parser(options(), where, into) {}

    RecordPlace place;
    RecordReader* reader;
    boost::json::basic_parser<JsonHandler> parser;
    SurrogateMender mender;
    int byteOrderMark = 0; ///< bytes of it seen; 3 and more: past it
};

RecordDecoder::RecordDecoder(const RecordPlace& place, RecordReader& reader, http::CallReport report)
    : m_parser(std::make_unique<Parser>(place, reader)),
      m_report(std::move(report)) {
}

RecordDecoder::~RecordDecoder() = default;

void RecordDecoder::reset() {
    m_parser = std::make_unique<Parser>(m_parser->place, *m_parser->reader);
    m_report.bytes = 0;
}

Result<void> RecordDecoder::write(QByteArrayView piece) {
    m_report.bytes += piece.size();
    // UTF-8's byte order mark is let through (RFC 8259 §8.1 allows to); a part of one is not UTF-8, so the parser may
    // see it
    static constexpr QByteArrayView mark("\xEF\xBB\xBF", 3);
    while (m_parser->byteOrderMark < 3 && !piece.isEmpty()) {
        if (piece.front() != mark[m_parser->byteOrderMark]) {
            const QByteArrayView seen = mark.first(m_parser->byteOrderMark);
            m_parser->byteOrderMark = 3;
            if (auto fed = feed(seen, true); !fed)
                return fed;
            break;
        }
        ++m_parser->byteOrderMark;
        piece = piece.sliced(1);
    }
    return feed(m_parser->mender.pass(piece), true);
}

Result<void> RecordDecoder::end() {
    if (auto fed = feed(m_parser->mender.rest(), true); !fed)
        return fed;
    return feed({}, false);
}

Result<void> RecordDecoder::feed(QByteArrayView bytes, bool more) {
    if (bytes.isEmpty() && more)
        return {};
    boost::json::error_code error;
    // done() and more bytes: the parser takes white space, and would begin anew with anything else
    const std::size_t size = static_cast<std::size_t>(bytes.size());
    const std::size_t read = m_parser->parser.write_some(more, bytes.data(), size, error);
    if (!error && read < size)
        error = boost::json::error::extra_data;
    if (!error)
        return {};
    m_parser->parser.fail(error); // for good, whatever else is written
    return tl::unexpected(problem(error.value()));
}

Error RecordDecoder::problem(int code) const {
    switch (m_parser->parser.handler().trouble()) {
    case JsonHandler::Trouble::WrongShape:
        return wrongShape();
    case JsonHandler::Trouble::TooLarge:
        return http::callError(ErrorKind::TooLarge, m_report, {}, u"decoder: a record that does not end"_s);
    case JsonHandler::Trouble::None:
        break;
    }
    const boost::json::error_code error(code, boost::json::make_error_code(boost::json::error::syntax).category());
    const bool cut = error == boost::json::error::incomplete;
    return http::callError(cut ? ErrorKind::Incomplete : ErrorKind::Damaged, m_report, {},
                           u"decoder: "_s + QString::fromStdString(error.message()));
}

Error RecordDecoder::wrongShape() const {
    const auto shape = m_parser->parser.handler().shape();
    QString what;
    if (!shape.atList)
        what = Say::tr("it is %1", "what a whole answer is: a list, null, a text").arg(kindName(*shape.got));
    else if (!shape.got)
        what = Say::tr("%1 is missing").arg(QLatin1StringView(m_parser->place.list));
    else
        what = Say::tr("%1 is %2", "member of an answer; a list, null, a text")
                   .arg(QLatin1StringView(m_parser->place.list), kindName(*shape.got));
    Error error = http::callError(ErrorKind::UnexpectedShape, m_report, {}, u"decoder: "_s + what);
    error.sentence = Say::tr("The answer to %1 cannot be understood: %2.").arg(m_report.name, what);
    return error;
}

int RecordDecoder::rows() const {
    return m_parser->parser.handler().counts().rows;
}

int RecordDecoder::duplicates() const {
    return m_parser->parser.handler().counts().duplicates;
}

int RecordDecoder::unreadable() const {
    return m_parser->parser.handler().counts().unreadable;
}

QString RecordDecoder::firstUnreadable() const {
    return m_parser->parser.handler().counts().firstUnreadable;
}

Result<void> decodeObject(QByteArrayView json, RecordReader& reader, const http::CallReport& report) {
    RecordDecoder decoder(RecordPlace(), reader, report);
    if (auto written = decoder.write(json); !written)
        return written;
    return decoder.end();
}

} // namespace wallaroo::api
