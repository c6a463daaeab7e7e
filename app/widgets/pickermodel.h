#pragma once

#include <QAbstractListModel>
#include <QByteArray>
#include <QSet>
#include <QString>

#include <vector>

namespace wallaroo {

/// Things to choose from, by name: people or workspaces. Narrowed by words, chosen by ticks or one at a time.
class PickerModel final : public QAbstractListModel {
    Q_OBJECT
public:
    struct Entry {
        quint32 number = 0; ///< the caller's own
        QString text;       ///< safe for one line
        QString detail;     ///< e-mail, id; searched and shown behind the text
    };

    PickerModel(std::vector<Entry> entries, bool isTicked, QObject* parent = nullptr);

    void setFilter(const QString& text);
    [[nodiscard]] quint32 numberAt(int row) const;
    [[nodiscard]] std::vector<quint32> ticked() const; ///< in the order of the entries, hidden ones too
    void setTicked(quint32 number, bool ticked);
    void tickAllShown(bool ticked);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

Q_SIGNALS:
    void tickedChanged();

private:
    [[nodiscard]] static QString lineOf(const Entry& entry);
    [[nodiscard]] const Entry& entryAt(int row) const;

    std::vector<Entry> m_entries;
    std::vector<QByteArray> m_keys; ///< folded
    std::vector<int> m_shown;
    QSet<quint32> m_ticked;
    bool m_isTicked;
};

} // namespace wallaroo
