#include "api/jsonhandler.h"

#include "base/displaytext.h"
#include "base/secret.h"

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::api {

JsonHandler::~JsonHandler() {
    wipe(m_textPart.data(), m_textPart.capacity()); // it may have held a piece of a token
}

bool JsonHandler::stop(Trouble trouble, Error& error) {
    m_trouble = trouble;
    error = boost::json::error::syntax; // any will do: trouble() tells
    return false;
}

bool JsonHandler::wrongShape(Shape shape, Error& error) {
    m_shape = shape;
    return stop(Trouble::WrongShape, error);
}

bool JsonHandler::on_document_end(Error& error) {
    if (m_place.list && !m_listSeen)
        return wrongShape({true, std::nullopt}, error);
    return true;
}

bool JsonHandler::on_object_begin(Error& error) {
    return container(JsonValue::Kind::Object, error);
}

bool JsonHandler::on_array_begin(Error& error) {
    return container(JsonValue::Kind::Array, error);
}

bool JsonHandler::on_object_end(std::size_t, Error&) {
    close();
    return true;
}

bool JsonHandler::on_array_end(std::size_t, Error&) {
    close();
    return true;
}

bool JsonHandler::container(JsonValue::Kind kind, Error& error) {
    if (m_skipped > 0 || m_where == Where::Elements
        || (m_where == Where::Record && m_member == RecordReader::ignored)) {
        ++m_skipped;
        if (m_skipped == 1 && m_where == Where::Elements)
            return scalar({kind}, error);
        return !isInRecord() || grow(1, error);
    }
    if (m_where != Where::Record)
        return containerOutside(kind, error);
    if (kind == JsonValue::Kind::Array) {
        const bool go = scalar({kind}, error);
        m_where = Where::Elements;
        return go;
    }
    ++m_skipped;
    return scalar({kind}, error);
}

bool JsonHandler::containerOutside(JsonValue::Kind kind, Error& error) {
    const bool isObject = kind == JsonValue::Kind::Object;
    switch (m_where) {
    case Where::Top:
        if (isObject != m_place.isObject())
            return wrongShape({false, kind}, error);
        if (!isObject)
            m_where = m_listIs = Where::Array;
        else if (m_place.list)
            m_where = Where::Document;
        else
            beginRecord();
        return true;
    case Where::Document:
        if (!m_atList) {
            ++m_skipped;
            return true;
        }
        if (!(isObject ? m_place.mapAllowed : m_place.arrayAllowed))
            return wrongShape({true, kind}, error);
        m_where = m_listIs = isObject ? Where::Map : Where::Array;
        m_listSeen = true;
        return true;
    default:
        ++m_index;
        if (isObject) {
            beginRecord();
        } else {
            unreadable("it is no object");
            ++m_skipped;
        }
        return true;
    }
}

bool JsonHandler::scalarOutside(const JsonValue& value, Error& error) {
    switch (m_where) {
    case Where::Top:
        return wrongShape({false, value.kind}, error);
    case Where::Document:
        return !m_atList || wrongShape({true, value.kind}, error);
    default:
        ++m_index;
        // in a map, null is how the platform says "no such user" (reference §3, guide 1)
        if (m_where != Where::Map || value.kind != JsonValue::Kind::Null)
            unreadable("it is no object");
        return true;
    }
}

void JsonHandler::close() {
    if (m_skipped > 0) {
        --m_skipped;
        return;
    }
    switch (m_where) {
    case Where::Elements:
        m_where = Where::Record;
        break;
    case Where::Record:
        endRecord();
        break;
    case Where::Map:
    case Where::Array:
        m_where = m_place.list ? Where::Document : Where::Top;
        m_atList = false;
        break;
    default:
        m_where = Where::Top;
        break;
    }
}

void JsonHandler::beginRecord() {
    m_where = Where::Record;
    m_recordSize = 0;
    m_member = RecordReader::ignored;
    m_reader->begin(m_listIs == Where::Map ? bytes(m_recordKey) : QByteArrayView());
}

void JsonHandler::endRecord() {
    m_where = m_listIs;
    if (m_recordSize > recordLimit)
        return unreadable("it is larger than 1 MiB");
    switch (m_reader->end()) {
    case RecordReader::Outcome::Row:
        ++m_counts.rows;
        break;
    case RecordReader::Outcome::Duplicate:
        ++m_counts.duplicates;
        break;
    case RecordReader::Outcome::Unreadable:
        unreadable(m_reader->problem());
        break;
    }
}

void JsonHandler::unreadable(const char* why) {
    if (m_counts.unreadable++ > 0)
        return;
    QString where;
    if (m_listIs == Where::Map)
        where =
            QLatin1StringView(m_place.list) + u'.' + displayText(QString::fromUtf8(bytes(m_recordKey)), 80) + ": "_L1;
    else if (m_listIs == Where::Array)
        where = QLatin1StringView(m_place.list) + u'[' + QString::number(m_index) + "]: "_L1;
    m_counts.firstUnreadable = where + QLatin1StringView(why);
}

void JsonHandler::addToKey(View part) {
    if (static_cast<qsizetype>(m_keyPart.size()) <= keyLimit)
        m_keyPart.append(part.data(), part.size());
}

bool JsonHandler::on_key_part(View part, std::size_t, Error& error) {
    if (m_skipped == 0)
        addToKey(part);
    return !isInRecord() || grow(part.size(), error);
}

bool JsonHandler::on_string_part(View part, std::size_t, Error& error) {
    if (m_skipped == 0 && isInRecord() && m_member != RecordReader::ignored && m_recordSize <= recordLimit)
        m_textPart.append(part.data(), part.size());
    return !isInRecord() || grow(part.size(), error);
}

bool JsonHandler::on_uint64(std::uint64_t number, View rest, Error& error) {
    return on_double(static_cast<double>(number), rest, error); // told only beyond what on_int64() holds
}

bool JsonHandler::on_double(double number, View, Error& error) {
    if (m_skipped > 0)
        return !isInRecord() || grow(1, error);
    JsonValue value;
    value.kind = JsonValue::Kind::Number;
    value.number = number;
    return scalar(value, error);
}

bool JsonHandler::on_null(Error& error) {
    if (m_skipped > 0)
        return !isInRecord() || grow(1, error);
    return scalar({}, error);
}

} // namespace wallaroo::api
