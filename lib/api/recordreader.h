#pragma once

#include "api/jsonvalue.h"

namespace wallaroo::api {

/// Where the records of an answer stand: `{"users":{"<id>":{…}}}`, `{"workspaces":[{…}]}`; without a name the whole
/// answer is one record, or, where an array is allowed, a bare list of them, as Keycloak's are.
struct RecordPlace {
    const char* list = nullptr;
    bool mapAllowed = false;
    bool arrayAllowed = false;

    /// What the whole answer has to be.
    [[nodiscard]] constexpr bool isObject() const { return list || !arrayAllowed; }
};

/// Takes one record after the other, member by member, while its answer is still arriving, and makes a typed value of
/// it: there is one per kind of record. Buffers are its own and used again, so that a row costs only what stays in it.
class RecordReader {
public:
    static constexpr int ignored = -1;

    enum class Outcome : quint8 { Row, Duplicate, Unreadable };

    RecordReader() = default;
    virtual ~RecordReader() = default;
    RecordReader(const RecordReader&) = delete;
    RecordReader& operator=(const RecordReader&) = delete;

    /// A record begins; with its key where records stand in a map.
    virtual void begin(QByteArrayView key) = 0;
    /// The reader's own number of a member, or `ignored`: then nothing more is told of it.
    [[nodiscard]] virtual int member(QByteArrayView name) const = 0;
    /// May come more than once for a member (RFC 8259 §4): the last one counts.
    virtual void value(int member, const JsonValue& value) = 0;
    /// What a wanted array holds, after its value() of Kind::Array.
    virtual void element(int member, const JsonValue& value) = 0;
    virtual Outcome end() = 0;
    /// Why the last record was unreadable: "`username` is missing". Names members, never values.
    [[nodiscard]] virtual const char* problem() const = 0;
};

} // namespace wallaroo::api
