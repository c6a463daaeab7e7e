#include "dialogs/addressfold.h"

#include "dialogs/fieldmessage.h"
#include "dialogs/signinerrors.h"
#include "domain/address.h"
#include "style/metrics.h"

#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>

namespace wallaroo {
namespace {

QLineEdit* addAddress(QGridLayout* grid, int row, const QString& text, const QString& objectName,
                      const QString& accessibleName, const QString& example) {
    QWidget* parent = grid->parentWidget();
    auto* edit = new QLineEdit(parent);
    edit->setObjectName(objectName);
    edit->setAccessibleName(accessibleName);
    edit->setPlaceholderText(example);
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setBuddy(edit);
    grid->addWidget(label, row, 0);
    grid->addWidget(edit, row, 1);
    return edit;
}

bool checkOne(QLineEdit* edit, FieldMessage* message) {
    const auto address = parseAddress(edit->text());
    if (address)
        return true;
    message->say(FieldMessage::Tone::Error, wordsOf(address.error()));
    edit->setFocus();
    return false;
}

} // namespace

AddressFold::AddressFold(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("addressFold"));
    const Metrics metrics(this);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(metrics.px(12));
    grid->setVerticalSpacing(metrics.px(8));
    grid->setColumnStretch(1, 1);
    m_api = addAddress(grid, 0, tr("API a&ddress"), QStringLiteral("apiAddress"), tr("API address"),
                       QStringLiteral("https://api.example.com"));
    m_apiMessage = new FieldMessage(m_api, QStringLiteral("apiAddressMessage"), this);
    grid->addWidget(m_apiMessage, 1, 1);
    m_auth = addAddress(grid, 2, tr("Auth&entication address"), QStringLiteral("authenticationAddress"),
                        tr("Authentication address"), QStringLiteral("https://keycloak.example.com"));
    m_authMessage = new FieldMessage(m_auth, QStringLiteral("authenticationAddressMessage"), this);
    grid->addWidget(m_authMessage, 3, 1);
    for (QLineEdit* edit : {m_api, m_auth}) {
        connect(edit, &QLineEdit::textEdited, this, [this] {
            clearMessages();
            Q_EMIT edited();
        });
    }
}

void AddressFold::takeTabAfter(QWidget* before) {
    setTabOrder(before, m_api);
    setTabOrder(m_api, m_auth);
}

void AddressFold::setInstance(const Instance& instance) {
    clearMessages();
    m_api->setText(instance.apiBase.toString(QUrl::FullyEncoded));
    m_auth->setText(instance.authBase.toString(QUrl::FullyEncoded));
}

Result<Instance> AddressFold::instance() const {
    return Instance::fromAddresses(m_api->text(), m_auth->text());
}

bool AddressFold::isEmpty() const {
    return m_api->text().trimmed().isEmpty() && m_auth->text().trimmed().isEmpty();
}

bool AddressFold::check() {
    clearMessages();
    // Both speak, the first gets the focus.
    const bool authOk = checkOne(m_auth, m_authMessage);
    const bool apiOk = checkOne(m_api, m_apiMessage);
    return apiOk && authOk;
}

void AddressFold::clearMessages() {
    m_apiMessage->clear();
    m_authMessage->clear();
}

} // namespace wallaroo
