#pragma once

#include "base/error.h"

#include <QDialog>

namespace wallaroo {

/// What is known of a failure, as plain text to select and copy: for whoever runs the instance. Opened, not executed;
/// deletes itself.
class DetailsDialog final : public QDialog {
    Q_OBJECT
public:
    explicit DetailsDialog(const Error& error, QWidget* parent);

    /// Sentence, advice and the redacted details, one under the other.
    [[nodiscard]] static QString textOf(const Error& error);
};

} // namespace wallaroo
