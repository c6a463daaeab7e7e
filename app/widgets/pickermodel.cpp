#include "widgets/pickermodel.h"

#include "models/celltext.h"
#include "models/folding.h"
#include "style/icons.h"

#include <algorithm>

namespace wallaroo {

PickerModel::PickerModel(std::vector<Entry> entries, bool isTicked, QObject* parent)
    : QAbstractListModel(parent),
      m_entries(std::move(entries)),
      m_isTicked(isTicked) {
    m_keys.reserve(m_entries.size());
    for (const Entry& entry : m_entries)
        m_keys.push_back(models::folded(entry.text + u'\n' + entry.detail));
    m_shown.resize(m_entries.size());
    for (size_t i = 0; i < m_shown.size(); ++i)
        m_shown[i] = static_cast<int>(i);
}

const PickerModel::Entry& PickerModel::entryAt(int row) const {
    return m_entries[static_cast<size_t>(m_shown[static_cast<size_t>(row)])];
}

void PickerModel::setFilter(const QString& text) {
    QList<QByteArray> words;
    const QStringList parts = text.split(u' ', Qt::SkipEmptyParts);
    for (const QString& part : parts)
        words << models::folded(part);
    beginResetModel();
    m_shown.clear();
    for (size_t i = 0; i < m_entries.size(); ++i) {
        const QByteArray& key = m_keys[i];
        if (std::all_of(words.begin(), words.end(), [&key](const QByteArray& word) { return key.contains(word); }))
            m_shown.push_back(static_cast<int>(i));
    }
    endResetModel();
}

quint32 PickerModel::numberAt(int row) const {
    return entryAt(row).number;
}

std::vector<quint32> PickerModel::ticked() const {
    std::vector<quint32> numbers;
    for (const Entry& entry : m_entries) {
        if (m_ticked.contains(entry.number))
            numbers.push_back(entry.number);
    }
    return numbers;
}

void PickerModel::setTicked(quint32 number, bool ticked) {
    if (ticked == m_ticked.contains(number))
        return;
    if (ticked)
        m_ticked.insert(number);
    else
        m_ticked.remove(number);
    for (int row = 0; row < rowCount(); ++row) {
        if (numberAt(row) == number)
            Q_EMIT dataChanged(index(row), index(row), {Qt::CheckStateRole});
    }
    Q_EMIT tickedChanged();
}

void PickerModel::tickAllShown(bool ticked) {
    for (int row = 0; row < rowCount(); ++row) {
        if (ticked)
            m_ticked.insert(numberAt(row));
        else
            m_ticked.remove(numberAt(row));
    }
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {Qt::CheckStateRole});
    Q_EMIT tickedChanged();
}

QString PickerModel::lineOf(const Entry& entry) {
    return entry.detail.isEmpty() ? entry.text : tr("%1, %2", "name, e-mail").arg(entry.text, entry.detail);
}

int PickerModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant PickerModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Entry& entry = entryAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return lineOf(entry);
    case Qt::ToolTipRole: {
        const QString note = models::scriptsNote(entry.text);
        return models::literalToolTip(note.isEmpty() ? lineOf(entry) : lineOf(entry) + u'\n' + note);
    }
    case Qt::AccessibleDescriptionRole:
        return models::scriptsNote(entry.text);
    case Qt::DecorationRole:
        return models::scriptsNote(entry.text).isEmpty() ? QVariant() : icon(QStringLiteral("warning"), Tint::Warning);
    case Qt::CheckStateRole:
        return m_isTicked ? QVariant(m_ticked.contains(entry.number) ? Qt::Checked : Qt::Unchecked) : QVariant();
    default:
        return {};
    }
}

bool PickerModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (!index.isValid() || role != Qt::CheckStateRole)
        return false;
    setTicked(numberAt(index.row()), value.toInt() == Qt::Checked);
    return true;
}

Qt::ItemFlags PickerModel::flags(const QModelIndex& index) const {
    if (!index.isValid())
        return Qt::NoItemFlags;
    return QAbstractListModel::flags(index) | (m_isTicked ? Qt::ItemIsUserCheckable : Qt::NoItemFlags);
}

} // namespace wallaroo
