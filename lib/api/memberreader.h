#pragma once

#include "api/recordreader.h"
#include "domain/membership.h"

#include <QSet>

#include <optional>
#include <vector>

namespace wallaroo::api {

/// Members of `workspaces/list_users` (reference §3, guide 2). Required: `user_id`. `user_type` is read without regard
/// to case (§8, row 55); missing, null or another word: the role is not told, and the word is kept.
class MemberReader final : public RecordReader {
public:
    using Row = Member;
    static constexpr RecordPlace place{"users", false, true};

    void begin(QByteArrayView key) override;
    [[nodiscard]] int member(QByteArrayView name) const override;
    void value(int member, const JsonValue& value) override;

    void element(int, const JsonValue&) override {}

    Outcome end() override;

    [[nodiscard]] const char* problem() const override { return m_problem; }

    /// The rows since the last call.
    [[nodiscard]] std::vector<Member> take();
    void reset();

private:
    std::vector<Member> m_rows;
    QSet<UserId> m_ids;
    const char* m_problem = "";

    UserId m_id; // of the record at hand
    MemberRole m_role = MemberRole::NotTold;
    QString m_otherRole;
};

} // namespace wallaroo::api
