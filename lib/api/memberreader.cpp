#include "api/memberreader.h"

namespace wallaroo::api {
namespace {

enum Name { Id, Type };

constexpr qsizetype longestRole = 60; ///< one per member is kept

MemberRole roleOf(const JsonValue& value) {
    if (!value.isText())
        return MemberRole::NotTold;
    if (value.text.compare("owner", Qt::CaseInsensitive) == 0)
        return MemberRole::Owner;
    return value.text.compare("collaborator", Qt::CaseInsensitive) == 0 ? MemberRole::Collaborator
                                                                        : MemberRole::NotTold;
}

} // namespace

int MemberReader::member(QByteArrayView name) const {
    return name == "user_id" ? int(Id) : name == "user_type" ? int(Type) : ignored;
}

void MemberReader::begin(QByteArrayView) {
    m_id = UserId();
    m_role = MemberRole::NotTold;
    m_otherRole.clear();
}

void MemberReader::value(int member, const JsonValue& value) {
    if (member == Id) {
        m_id = value.isText() ? UserId::fromUtf8(value.text) : UserId();
        return;
    }
    m_role = roleOf(value);
    const bool isOther = m_role == MemberRole::NotTold && value.isText();
    m_otherRole = isOther ? QString::fromUtf8(value.text).left(longestRole) : QString();
}

RecordReader::Outcome MemberReader::end() {
    m_problem = m_id.isEmpty() ? "`user_id` is missing" : "";
    if (m_id.isEmpty())
        return Outcome::Unreadable;
    if (m_ids.contains(m_id))
        return Outcome::Duplicate;
    m_ids.insert(m_id);
    m_rows.push_back({m_id, m_role, m_otherRole});
    return Outcome::Row;
}

std::vector<Member> MemberReader::take() {
    return std::exchange(m_rows, {});
}

void MemberReader::reset() {
    m_rows.clear();
    m_ids.clear();
}

} // namespace wallaroo::api
