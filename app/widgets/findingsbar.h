#pragma once

#include "models/accessfindings.h"

#include <QWidget>

#include <array>

class QLabel;

namespace wallaroo {

class LinkButton;

/// What an auditor asks first, above the access matrix: a line each, which narrows the matrix to what it found when it
/// is pressed. What is not known yet, or cannot be, is said and not guessed.
class FindingsBar final : public QWidget {
    Q_OBJECT
public:
    enum Finding { WithoutActiveOwner, InactiveWithAccess, WithoutAccess, FindingCount };

    explicit FindingsBar(QWidget* parent = nullptr);

    /// seesEverything: whether the account is known to see all people and workspaces; else what is said of all of them
    /// is said of those it sees.
    void show(const models::AccessFindings& findings, bool seesEverything = false);
    /// What is found, or why it is not known.
    [[nodiscard]] static QString sentence(Finding finding, const models::AccessFindings& all,
                                          bool seesEverything = false);
    /// The texts, for tests and for what is read aloud.
    [[nodiscard]] QString text(Finding finding) const;

Q_SIGNALS:
    void chosen(wallaroo::FindingsBar::Finding finding);

private:
    struct Line {
        LinkButton* button = nullptr;
        QLabel* label = nullptr; ///< where there is nothing to press
    };

    void showLine(Finding finding, const models::AccessFindings& all, bool seesEverything);
    [[nodiscard]] static QString words(Finding finding, int count, bool seesEverything);
    [[nodiscard]] static QString subject(Finding finding);

    std::array<Line, FindingCount> m_lines;
};

} // namespace wallaroo
