#include "dialogs/signoutdialog.h"

#include "base/displaytext.h"
#include "dialogs/dialogparts.h"
#include "style/look.h"
#include "style/metrics.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace wallaroo {
namespace {

QString effectOf(const SignOutDialog::Subject& subject) {
    const QString host = displayText(subject.host, 96);
    switch (subject.ends) {
    case SignOutDialog::Ends::Nothing:
        return SignOutDialog::tr("Nothing runs at %1 that would be ended. The token here is forgotten; copies that you "
                                 "handed out work until they end by themselves.")
            .arg(host);
    case SignOutDialog::Ends::ThisSession:
        return SignOutDialog::tr("This ends your session at %1. Sessions of other programs and notebooks go on. Copies "
                                 "of the token that you handed out work until they end by themselves.")
            .arg(host);
    case SignOutDialog::Ends::EverySession:
        break;
    }
    //: %1 is a host, %2 the name of a Keycloak client
    return SignOutDialog::tr(
               "This ends every session of yours at %1 that was made with %2: here, on other computers, in "
               "notebooks and scripts. Whatever runs there has to sign in again. Sessions with other "
               "clients go on.")
        .arg(host, isolatedText(subject.client, 64));
}

} // namespace

SignOutDialog::SignOutDialog(const Subject& subject, QWidget* parent)
    : QDialog(parent),
      m_forget(new QCheckBox(tr("&Forget the client secret too"), this)) {
    setObjectName(QStringLiteral("signOutDialog"));
    const bool everywhere = subject.ends == Ends::EverySession;
    setWindowTitle(everywhere ? tr("Sign out everywhere") : tr("Sign out"));
    auto* text = new QLabel(this);
    text->setObjectName(QStringLiteral("signOutEffect"));
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    text->setText(effectOf(subject));
    setAccessibleDescription(text->text());
    m_forget->setObjectName(QStringLiteral("forgetSecret"));
    m_forget->setToolTip(tr("Otherwise it stays in %1 for the next sign-in").arg(subject.keychain));
    m_forget->setVisible(subject.secretKept);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    auto* leave = buttons->addButton(windowTitle(), QDialogButtonBox::AcceptRole);
    leave->setObjectName(QStringLiteral("signOutNow"));
    setMain(leave);
    if (everywhere) { // of consequence for others' work: not by a hasty Enter
        leave->setAutoDefault(false);
        buttons->button(QDialogButtonBox::Cancel)->setDefault(true);
        buttons->button(QDialogButtonBox::Cancel)->setFocus();
        actOnCtrlEnter(*this, leave);
    } else {
        leave->setDefault(true);
        leave->setFocus(); // on some desktops Enter ticks the box that it stands on
    }
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto* column = new QVBoxLayout(this);
    const int gap = Metrics(this).line();
    column->setContentsMargins(gap, gap, gap, gap);
    column->setSpacing(gap);
    column->addWidget(text);
    column->addWidget(m_forget);
    column->addWidget(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * 60);
}

bool SignOutDialog::forgetsClientSecret() const {
    return m_forget->isChecked();
}

} // namespace wallaroo
