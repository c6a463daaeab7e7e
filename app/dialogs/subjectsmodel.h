#pragma once

#include "dialogs/consequencesheet.h"

#include <QAbstractTableModel>
#include <QHash>

namespace wallaroo {

/// Who an act is about: name, e-mail, id, what follows for them.
class SubjectsModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum ColumnIndex { Name, Address, Id, Note, ColumnCount };

    explicit SubjectsModel(QList<Consequences::Subject> subjects, QObject* parent = nullptr);

    void setNote(const QString& id, const QString& note, bool warns);

    /// The subject's note, with a word of its name where that may be taken for another one.
    [[nodiscard]] static QString whatFollows(const Consequences::Subject& subject);

    [[nodiscard]] const QList<Consequences::Subject>& subjects() const { return m_subjects; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<Consequences::Subject> m_subjects;
    QHash<QString, int> m_rows;
};

} // namespace wallaroo
