#include "lockwindow.h"

#include "base/displaytext.h"
#include "dialogs/reentryform.h"
#include "style/look.h"
#include "style/metrics.h"
#include "widgets/iconmark.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace wallaroo {
namespace {

QLabel* plainLabel(const QString& text, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignHCenter);
    label->setText(text);
    return label;
}

} // namespace

LockWindow::LockWindow(const session::Profile& profile, const Desktop& desktop, QWidget* parent)
    : QWidget(parent),
      m_profile(profile),
      m_form(new ReentryForm(desktop, this)) {
    setObjectName(QStringLiteral("lockWindow"));
    setWindowTitle(tr("Wallaroo Admin"));
    m_form->setVerb(tr("Unlock"));
    m_form->setAccountShown(false);
    build();
}

void LockWindow::build() {
    const Metrics metrics(this);
    auto* mark = new IconMark(40, this);
    mark->setIcon(QStringLiteral("lock"), Tint::SecondaryText);
    auto* title = plainLabel(tr("Locked"), this);
    title->setObjectName(QStringLiteral("lockTitle"));
    setTextStyle(title, TextStyle::Title);
    const QString who = m_profile.username.isEmpty() ? m_profile.clientId : m_profile.username;
    //: %1 is a user name, %2 the name of a profile
    auto* whose = plainLabel(tr("%1 at %2").arg(isolatedText(who, 96), isolatedText(m_profile.title(), 96)), this);
    whose->setObjectName(QStringLiteral("lockWhose"));
    auto* guard = plainLabel(tr("Pages are hidden, memory and clipboard are cleared. This guards against passers-by, "
                                "not against somebody with your desktop session."),
                             this);
    setTextTint(guard, Tint::SecondaryText);
    auto* leave = new QPushButton(tr("Sign &out"), this);
    leave->setObjectName(QStringLiteral("lockSignOut"));
    leave->setAutoDefault(false);
    connect(leave, &QPushButton::clicked, this, &LockWindow::signOutRequested);

    auto* middle = new QVBoxLayout;
    middle->setSpacing(metrics.px(10));
    middle->addStretch(2);
    middle->addWidget(mark, 0, Qt::AlignHCenter);
    for (QWidget* part : std::initializer_list<QWidget*>{title, whose, guard, m_form})
        middle->addWidget(part);
    middle->addWidget(leave, 0, Qt::AlignHCenter);
    middle->addStretch(3);
    auto* row = new QHBoxLayout(this);
    row->addStretch(1);
    row->addLayout(middle, 6);
    row->addStretch(1);
}

void LockWindow::ask(const Error& why) {
    // Nothing is in memory any more: a client secret that is not in the keychain has to be typed, too.
    const auto need = m_profile.hasStoredSignInSecret() ? ReentryForm::needOf(m_profile)
                                                        : ReentryForm::needWithoutKeychain(m_profile);
    m_form->ask(m_profile, need, why);
}

void LockWindow::closeEvent(QCloseEvent* event) {
    event->accept();
    Q_EMIT closed();
}

} // namespace wallaroo
