#include "dialogs/devicepanel.h"

#include "base/displaytext.h"
#include "dialogs/fixedfont.h"
#include "style/look.h"
#include "style/metrics.h"
#include "support/clipboard.h"
#include "support/prompts.h"
#include "widgets/announce.h"
#include "widgets/tokencard.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace wallaroo {
namespace {

QLabel* plainLabel(const QString& objectName, bool selectable, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setObjectName(objectName);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    if (selectable)
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

QPushButton* plainButton(const QString& objectName, const QString& text, QWidget* parent) {
    auto* button = new QPushButton(text, parent);
    button->setObjectName(objectName);
    button->setAutoDefault(false);
    return button;
}

} // namespace

DevicePanel::DevicePanel(const Desktop& desktop, QWidget* parent)
    : QFrame(parent),
      m_desktop(desktop),
      m_instruction(plainLabel(QStringLiteral("deviceInstruction"), false, this)),
      m_address(plainLabel(QStringLiteral("deviceAddress"), true, this)),
      m_code(plainLabel(QStringLiteral("deviceCode"), true, this)),
      m_left(plainLabel(QStringLiteral("deviceTimeLeft"), false, this)),
      m_open(plainButton(QStringLiteral("openDevicePage"), tr("Open the page again"), this)),
      m_copyAddress(plainButton(QStringLiteral("copyDeviceAddress"), tr("Copy the address"), this)),
      m_copyCode(plainButton(QStringLiteral("copyDeviceCode"), tr("Copy the code"), this)) {
    setObjectName(QStringLiteral("devicePanel"));
    setCard(this);
    build();
    m_second.setInterval(1000);
    connect(&m_second, &QTimer::timeout, this, &DevicePanel::tick);
    connect(m_open, &QPushButton::clicked, this, [this] { m_desktop.prompts.openAddress(m_prompt.completePage); });
    connect(m_copyAddress, &QPushButton::clicked, this, [this] {
        // On another device the address is typed, so the short one counts; here the one with the code in it.
        const QUrl& address = m_way == session::Way::DeviceCode ? m_prompt.page : m_prompt.completePage;
        copy(m_copyAddress, address.toString(QUrl::FullyEncoded), tr("Address copied"));
    });
    connect(m_copyCode, &QPushButton::clicked, this,
            [this] { copy(m_copyCode, m_prompt.userCode, tr("Code copied")); });
    hide();
}

void DevicePanel::build() {
    const Metrics metrics(this);
    auto* column = new QVBoxLayout(this);
    const int edge = metrics.px(16);
    column->setContentsMargins(edge, edge, edge, edge);
    column->setSpacing(metrics.px(10));
    m_code->setAlignment(Qt::AlignCenter);
    m_code->setWordWrap(false);
    m_code->setAccessibleName(tr("Code"));
    setTextStyle(m_address, TextStyle::Strong);
    setTextTint(m_left, Tint::SecondaryText);
    column->addStretch(1);
    for (QLabel* label : {m_instruction, m_address, m_code})
        column->addWidget(label);
    auto* row = new QHBoxLayout;
    row->setSpacing(metrics.px(8));
    for (QPushButton* button : {m_open, m_copyAddress, m_copyCode})
        row->addWidget(button);
    row->addStretch(1);
    column->addLayout(row);
    column->addWidget(m_left);
    column->addStretch(1);
}

void DevicePanel::showPrompt(const session::DevicePrompt& prompt, session::Way way, const Clock& clock) {
    m_prompt = prompt;
    m_way = way;
    m_clock = &clock;
    showTexts();
    tick();
    m_second.start();
    show();
    announce(this, m_instruction->text() + u' ' + tr("The code is %1").arg(m_code->text()));
    if (way == session::Way::DeviceBrowser)
        m_desktop.prompts.openAddress(prompt.completePage);
}

void DevicePanel::showTexts() {
    const bool here = m_way == session::Way::DeviceBrowser;
    m_instruction->setText(here ? tr("Go on in your browser: sign in there and allow the access. It shows this code:")
                                : tr("On another device, a phone say, open this address and type the code:"));
    m_address->setText(displayText(m_prompt.page.toString(QUrl::FullyEncoded), 300));
    m_address->setVisible(!here);
    QFont large = fixedFont(font());
    large.setPointSizeF(font().pointSizeF() * (here ? 1.6 : 2.6));
    large.setBold(true);
    m_code->setFont(large);
    m_code->setText(displayText(m_prompt.userCode, 40));
    m_code->setAccessibleDescription(m_code->text());
    m_open->setVisible(here);
    m_copyCode->setVisible(!here);
    m_copyAddress->setText(tr("Copy the address"));
    m_copyCode->setText(tr("Copy the code"));
}

void DevicePanel::tick() {
    const qint64 left = m_clock ? m_prompt.end.leftMs(*m_clock) : 0;
    //: %1 is minutes and seconds: 9:41
    m_left->setText(tr("Waiting for you to approve it. The code is good for %1.").arg(timeLeftText(left)));
    if (left == 0)
        m_second.stop();
}

void DevicePanel::copy(QPushButton* button, const QString& text, const QString& copied) {
    m_desktop.clipboard.copyText(text);
    button->setText(copied);
    announce(this, copied);
}

void DevicePanel::clear() {
    m_second.stop();
    m_prompt = {};
    m_code->clear();
    hide();
}

} // namespace wallaroo
