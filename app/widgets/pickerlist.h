#pragma once

#include "widgets/pickermodel.h"

#include <QWidget>

class QLabel;
class QListView;

namespace wallaroo {

class FilterField;

/// A filter and a list below it, to choose one or several.
class PickerList final : public QWidget {
    Q_OBJECT
public:
    enum class Mode { One, Several };

    /// name: of the list on the accessibility bus; filterName: of its filter.
    PickerList(const QString& name, const QString& filterName, std::vector<PickerModel::Entry> entries, Mode mode,
               QWidget* parent = nullptr);

    [[nodiscard]] PickerModel& model() const { return *m_model; }

    /// Several: what is ticked. One: the current one, or nothing.
    [[nodiscard]] std::vector<quint32> chosen() const;
    void focusFilter();

Q_SIGNALS:
    void chosenChanged();

private:
    void showCount();

    Mode m_mode;
    PickerModel* m_model;
    FilterField* m_filter;
    QListView* m_view;
    QLabel* m_count;
};

} // namespace wallaroo
