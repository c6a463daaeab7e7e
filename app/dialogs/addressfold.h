#pragma once

#include "domain/instance.h"

#include <QWidget>

class QLineEdit;

namespace wallaroo {

class FieldMessage;

/// The two addresses of layouts where the API and the sign-in live on different hosts.
class AddressFold final : public QWidget {
    Q_OBJECT
public:
    explicit AddressFold(QWidget* parent);

    /// Made late, yet the Tab key reaches it right after `before`.
    void takeTabAfter(QWidget* before);
    void setInstance(const Instance& instance);
    [[nodiscard]] Result<Instance> instance() const;
    [[nodiscard]] bool isEmpty() const;

    /// Says beside the address what is wrong with it, and gives the focus there.
    bool check();
    void clearMessages();

Q_SIGNALS:
    void edited();

private:
    QLineEdit* m_api = nullptr;
    QLineEdit* m_auth = nullptr;
    FieldMessage* m_apiMessage = nullptr;
    FieldMessage* m_authMessage = nullptr;
};

} // namespace wallaroo
