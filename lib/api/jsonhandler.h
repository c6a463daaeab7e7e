#pragma once

#include "api/recordreader.h"

#include <QString>

#include <boost/json/error.hpp>
#include <boost/json/string_view.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace wallaroo::api {

/// Turns the parser's events into records for a RecordReader. Knows where it is by one word of state and the depth of
/// what it skips; nothing of what is skipped is kept.
class JsonHandler {
public:
    /// Rule 7. A record beyond it is unreadable; what follows it is read. Counted in decoded text and values, so that
    /// it does not depend on how the bytes were cut.
    static constexpr std::size_t recordLimit = 1024 * 1024;
    /// No record, only something that does not end.
    static constexpr std::size_t giveUpLimit = 16 * recordLimit;
    /// No id and no member is longer.
    static constexpr qsizetype keyLimit = 1024;

    enum class Trouble : quint8 { None, WrongShape, TooLarge };

    JsonHandler(RecordPlace place, RecordReader& reader) : m_place(place), m_reader(&reader) {}

    ~JsonHandler();
    JsonHandler(const JsonHandler&) = delete;
    JsonHandler& operator=(const JsonHandler&) = delete;

    struct Counts {
        int rows = 0;
        int duplicates = 0;
        int unreadable = 0;
        QString firstUnreadable;
    };

    [[nodiscard]] const Counts& counts() const { return m_counts; }

    [[nodiscard]] Trouble trouble() const { return m_trouble; }

    /// Of Trouble::WrongShape: what stood in the place of the list (or of the whole answer, when atList is false).
    struct Shape {
        bool atList = false;
        std::optional<JsonValue::Kind> got{}; ///< nothing: it is missing
    };

    [[nodiscard]] Shape shape() const { return m_shape; }

    // What boost::json::basic_parser asks of a handler. Sizes are limited above, by what matters to us.
    using Error = boost::json::error_code;
    using View = boost::json::string_view;
    static constexpr std::size_t max_array_size = SIZE_MAX;
    static constexpr std::size_t max_object_size = SIZE_MAX;
    static constexpr std::size_t max_string_size = SIZE_MAX;
    static constexpr std::size_t max_key_size = SIZE_MAX;

    bool on_document_begin(Error&) { return true; }

    bool on_document_end(Error& error);
    bool on_object_begin(Error& error);
    bool on_object_end(std::size_t, Error&);
    bool on_array_begin(Error& error);
    bool on_array_end(std::size_t, Error&);
    bool on_key_part(View part, std::size_t, Error& error);
    bool on_key(View rest, std::size_t, Error& error);
    bool on_string_part(View part, std::size_t, Error& error);
    bool on_string(View rest, std::size_t, Error& error);

    bool on_number_part(View, Error&) { return true; }

    bool on_int64(std::int64_t number, View, Error& error);
    bool on_uint64(std::uint64_t number, View, Error& error);
    bool on_double(double number, View, Error& error);
    bool on_bool(bool value, Error& error);
    bool on_null(Error& error);

    bool on_comment_part(View, Error&) { return true; }

    bool on_comment(View, Error&) { return true; }

private:
    enum class Where : quint8 { Top, Document, Map, Array, Record, Elements };

    [[nodiscard]] bool isInRecord() const { return m_where >= Where::Record; }

    bool grow(std::size_t bytes, Error& error);
    bool stop(Trouble trouble, Error& error);
    bool wrongShape(Shape shape, Error& error);
    bool scalar(const JsonValue& value, Error& error);
    bool scalarOutside(const JsonValue& value, Error& error);
    bool container(JsonValue::Kind kind, Error& error);
    bool containerOutside(JsonValue::Kind kind, Error& error);
    void close();
    void beginRecord();
    void endRecord();
    void unreadable(const char* why);
    void addToKey(View part);
    void takeKey(QByteArrayView key);

    static QByteArrayView bytes(View view) { return {view.data(), static_cast<qsizetype>(view.size())}; }

    static QByteArrayView bytes(const std::string& text) { return {text.data(), static_cast<qsizetype>(text.size())}; }

    RecordPlace m_place;
    RecordReader* m_reader;
    Where m_where = Where::Top;
    Where m_listIs = Where::Top; ///< where a record ends: in a Map, an Array, or at the Top
    bool m_atList = false;       ///< the last key of the document was the list's
    bool m_listSeen = false;
    Trouble m_trouble = Trouble::None;
    int m_member = RecordReader::ignored;
    std::size_t m_skipped = 0; ///< open containers of a value that nobody wants
    std::size_t m_recordSize = 0;
    std::string m_recordKey; ///< of the record in a map
    std::string m_keyPart;   ///< the part of any key that came so far
    std::string m_textPart;  ///< the part of a wanted text that came so far
    int m_index = -1;        ///< of the record in its list
    Shape m_shape;
    Counts m_counts;
};

// Inline what comes some thirty times a record, so that the parser, a template, can take it in.

inline bool JsonHandler::grow(std::size_t size, Error& error) {
    m_recordSize += size;
    return m_recordSize <= giveUpLimit || stop(Trouble::TooLarge, error);
}

inline bool JsonHandler::on_key(View rest, std::size_t, Error& error) {
    if (m_skipped == 0) {
        if (m_keyPart.empty()) {
            takeKey(bytes(rest));
        } else {
            addToKey(rest);
            takeKey(bytes(m_keyPart));
            m_keyPart.clear();
        }
    }
    return !isInRecord() || grow(rest.size(), error);
}

inline void JsonHandler::takeKey(QByteArrayView key) {
    if (key.size() > keyLimit)
        key = {};
    if (m_where == Where::Record)
        m_member = m_reader->member(key);
    else if (m_where == Where::Map)
        m_recordKey.assign(key.data(), static_cast<std::size_t>(key.size()));
    else
        m_atList = key == QByteArrayView(m_place.list);
}

inline bool JsonHandler::scalar(const JsonValue& value, Error& error) {
    if (m_where == Where::Record) {
        if (m_member != RecordReader::ignored && m_recordSize <= recordLimit)
            m_reader->value(m_member, value);
        return grow(1, error);
    }
    if (m_where == Where::Elements) {
        if (m_recordSize <= recordLimit)
            m_reader->element(m_member, value);
        return grow(1, error);
    }
    return scalarOutside(value, error);
}

inline bool JsonHandler::on_string(View rest, std::size_t, Error& error) {
    if (m_skipped == 0 && (!isInRecord() || m_member != RecordReader::ignored)) {
        JsonValue value;
        value.kind = JsonValue::Kind::Text;
        value.text = bytes(rest);
        if (!m_textPart.empty()) {
            m_textPart.append(rest.data(), rest.size());
            value.text = bytes(m_textPart);
        }
        const bool go = scalar(value, error);
        m_textPart.clear();
        if (!go)
            return false;
    }
    return !isInRecord() || grow(rest.size(), error);
}

inline bool JsonHandler::on_int64(std::int64_t number, View, Error& error) {
    if (m_skipped > 0)
        return !isInRecord() || grow(1, error);
    JsonValue value;
    value.kind = JsonValue::Kind::Integer;
    value.integer = number;
    return scalar(value, error);
}

inline bool JsonHandler::on_bool(bool truth, Error& error) {
    if (m_skipped > 0)
        return !isInRecord() || grow(1, error);
    JsonValue value;
    value.kind = JsonValue::Kind::Bool;
    value.boolean = truth;
    return scalar(value, error);
}

} // namespace wallaroo::api
