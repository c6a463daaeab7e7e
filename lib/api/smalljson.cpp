#include "api/smalljson.h"

#include "api/jsonvalue.h"
#include "api/surrogates.h"

#include <boost/json/parse.hpp>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::api {
namespace {

boost::json::parse_options options() {
    boost::json::parse_options chosen;
    chosen.max_depth = 64;
    return chosen;
}

const boost::json::value* memberOf(const boost::json::object& object, const char* name) {
    return object.if_contains(name);
}

} // namespace

Result<boost::json::value> parseSmall(QByteArrayView json, const http::CallReport& report) {
    SurrogateMender mender;
    QByteArray mended = mender.pass(json).toByteArray();
    mended += mender.rest();
    boost::json::error_code error;
    boost::json::value value =
        boost::json::parse({mended.constData(), static_cast<std::size_t>(mended.size())}, error, {}, options());
    if (!error)
        return value;
    const bool cut = error == boost::json::error::incomplete;
    return tl::unexpected(http::callError(cut ? ErrorKind::Incomplete : ErrorKind::Damaged, report, {},
                                          u"decoder: "_s + QString::fromStdString(error.message())));
}

QString textOf(const boost::json::object& object, const char* name) {
    const auto* value = memberOf(object, name);
    if (!value || !value->is_string())
        return {};
    const auto& text = value->get_string();
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

bool truthOf(const boost::json::object& object, const char* name) {
    const auto* value = memberOf(object, name);
    return value && value->is_bool() && value->get_bool();
}

qint64 numberOf(const boost::json::object& object, const char* name) {
    const auto* value = memberOf(object, name);
    return value && value->is_int64() ? value->get_int64() : 0;
}

Moment momentOf(const boost::json::object& object, const char* name) {
    const qint64 number = numberOf(object, name);
    if (number <= 0)
        return {};
    JsonValue value;
    value.kind = JsonValue::Kind::Integer;
    value.integer = number;
    return momentFromMs(value);
}

Error notAsDescribed(const http::CallReport& report, const QString& what) {
    return http::callError(ErrorKind::UnexpectedShape, report, {}, u"decoder: "_s + what);
}

} // namespace wallaroo::api
