#pragma once

#include "domain/instance.h"
#include "support/desktop.h"

#include <QFrame>

#include <optional>

class QLabel;
class QPushButton;

namespace wallaroo {

class LinkButton;

/// Where a client's secret is found, in words, as a way there, and as a question to who can look.
class WhereSecretPanel final : public QFrame {
    Q_OBJECT
public:
    WhereSecretPanel(const Desktop& desktop, QWidget* parent);

    /// Made late, yet the Tab key reaches it right after `before`.
    void takeTabAfter(QWidget* before);
    /// Without an instance nothing can be opened; the words stay.
    void setSubject(const QString& clientId, const std::optional<Instance>& instance);
    /// What [Copy this question] copies.
    [[nodiscard]] QString question() const;

private:
    void copyQuestion();

    Desktop m_desktop;
    QString m_clientId;
    std::optional<Instance> m_instance;
    QLabel* m_path = nullptr;
    QLabel* m_question = nullptr;
    QPushButton* m_open = nullptr;
    LinkButton* m_openOlder = nullptr;
    QPushButton* m_copy = nullptr;
};

} // namespace wallaroo
