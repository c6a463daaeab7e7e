#include "api/workspacereader.h"

namespace wallaroo::api {
namespace {

enum Member { Id, Name, CreatedAt, CreateAt, CreatedBy, CreateBy, Archived, Models, Pipelines };

std::optional<QString> textOf(const JsonValue& value) {
    return value.isText() ? std::optional(QString::fromUtf8(value.text)) : std::nullopt;
}

} // namespace

int WorkspaceReader::member(QByteArrayView name) const {
    static constexpr std::pair<QByteArrayView, int> wanted[] = {
        {"id", Id},
        {"name", Name},
        {"created_at", CreatedAt},
        {"create_at", CreateAt},
        {"created_by", CreatedBy},
        {"create_by", CreateBy},
        {"archived", Archived},
        {"models", Models},
        {"pipelines", Pipelines},
    };
    for (const auto& [known, number] : wanted) {
        if (name == known)
            return number;
    }
    return ignored;
}

void WorkspaceReader::begin(QByteArrayView) {
    m_id.reset();
    m_name.reset();
    m_createdBy.reset();
    m_createBy.reset();
    m_createdAt = m_createAt = Moment();
    m_archived = false;
    m_models.clear();
    m_pipelines.clear();
}

void WorkspaceReader::value(int member, const JsonValue& value) {
    switch (member) {
    case Id:
        m_id = wholeNumber(value);
        break;
    case Name:
        m_name = textOf(value);
        break;
    case CreatedAt:
        m_createdAt = momentFromDate(value);
        break;
    case CreateAt:
        m_createAt = momentFromDate(value);
        break;
    case CreatedBy:
        m_createdBy = textOf(value);
        break;
    case CreateBy:
        m_createBy = textOf(value);
        break;
    case Archived:
        m_archived = value.isTrue();
        break;
    case Models:
        m_models.clear();
        break;
    case Pipelines:
        m_pipelines.clear();
        break;
    default:
        break;
    }
}

void WorkspaceReader::element(int member, const JsonValue& value) {
    // One that is no number counts, too: how many there are is told by the list, not by what we can read
    if (member == Models)
        m_models.append(wholeNumber(value).value_or(Workspace::unreadId));
    else if (member == Pipelines)
        m_pipelines.append(wholeNumber(value).value_or(Workspace::unreadId));
}

RecordReader::Outcome WorkspaceReader::end() {
    m_problem = !m_id ? "`id` is missing" : !m_name ? "`name` is missing" : "";
    if (*m_problem)
        return Outcome::Unreadable;
    const WorkspaceId id(*m_id);
    if (m_ids.contains(id))
        return Outcome::Duplicate;
    m_ids.insert(id);

    Workspace& row = m_rows.emplace_back();
    row.id = id;
    row.name = std::move(*m_name);
    row.createdBy = m_createdBy ? std::move(*m_createdBy) : m_createBy.value_or(QString());
    row.created = m_createdAt.isKnown() ? m_createdAt : m_createAt;
    row.archived = m_archived;
    row.models = std::exchange(m_models, {});
    row.pipelines = std::exchange(m_pipelines, {});
    return Outcome::Row;
}

std::vector<Workspace> WorkspaceReader::take() {
    return std::exchange(m_rows, {});
}

void WorkspaceReader::reset() {
    m_rows.clear();
    m_ids.clear();
}

} // namespace wallaroo::api
