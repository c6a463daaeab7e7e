#pragma once

#include <QWidget>

namespace wallaroo {

/// What the marks of the access matrix mean, in one line, for those who see them.
class AccessLegend final : public QWidget {
    Q_OBJECT
public:
    explicit AccessLegend(QWidget* parent = nullptr);
};

} // namespace wallaroo
