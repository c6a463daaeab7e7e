#include "dialogs/subjectsmodel.h"

#include "dialogs/fixedfont.h"
#include "models/celltext.h"
#include "style/icons.h"

#include <QApplication>

namespace wallaroo {

namespace {

/// Beside the name itself: what it may be taken for.
QVariant nameData(const QString& name, int role) {
    if (role != Qt::ToolTipRole && role != Qt::DecorationRole && role != Qt::AccessibleDescriptionRole)
        return {};
    const QString note = models::scriptsNote(name);
    if (role == Qt::AccessibleDescriptionRole)
        return note;
    if (role == Qt::DecorationRole)
        return note.isEmpty() ? QVariant() : icon(QStringLiteral("warning"), Tint::Warning);
    return models::literalToolTip(note.isEmpty() ? name : name + u'\n' + note);
}

} // namespace

/// The mark beside a name has its words here: a tooltip is read by few.
QString SubjectsModel::whatFollows(const Consequences::Subject& subject) {
    if (models::scriptsNote(subject.name).isEmpty() && models::scriptsNote(subject.address).isEmpty())
        return subject.note;
    const QString alike = tr("letters of several scripts: compare the ID");
    return subject.note.isEmpty() ? alike : tr("%1; %2", "what follows, and a warning").arg(subject.note, alike);
}

SubjectsModel::SubjectsModel(QList<Consequences::Subject> subjects, QObject* parent)
    : QAbstractTableModel(parent),
      m_subjects(std::move(subjects)) {
    m_rows.reserve(m_subjects.size());
    for (int row = 0; row < m_subjects.size(); ++row)
        m_rows.insert(m_subjects[row].id, row);
}

void SubjectsModel::setNote(const QString& id, const QString& note, bool warns) {
    const int row = m_rows.value(id, -1);
    if (row < 0)
        return;
    m_subjects[row].note = note;
    m_subjects[row].warns = warns;
    Q_EMIT dataChanged(index(row, Note), index(row, Note));
}

int SubjectsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_subjects.size());
}

int SubjectsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SubjectsModel::data(const QModelIndex& index, int role) const {
    const auto& subject = m_subjects[index.row()];
    if (role == Qt::DisplayRole) {
        switch (index.column()) {
        case Name:
            return subject.name;
        case Address:
            return subject.address;
        case Id:
            return subject.id;
        default:
            return whatFollows(subject);
        }
    }
    if (index.column() == Name || index.column() == Address)
        return nameData(index.column() == Name ? subject.name : subject.address, role);
    if (role == Qt::ToolTipRole && index.column() == Note)
        return models::literalToolTip(whatFollows(subject));
    if (role == Qt::ToolTipRole && index.column() == Id)
        return models::literalToolTip(subject.id);
    if (role == Qt::DecorationRole && index.column() == Note && subject.warns)
        return icon(QStringLiteral("warning"), Tint::Warning);
    if (role == Qt::FontRole && index.column() == Id)
        return fixedFont(QApplication::font());
    return {};
}

QVariant SubjectsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Name");
    case Address:
        return tr("E-mail");
    case Id:
        return tr("ID");
    default:
        return tr("What follows");
    }
}

} // namespace wallaroo
