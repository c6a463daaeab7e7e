#include "dialogs/leaverdialog.h"

#include "base/displaytext.h"
#include "dialogs/dialogparts.h"
#include "dialogs/persondialog.h"
#include "models/celltext.h"
#include "pages/useracts.h"
#include "style/icons.h"
#include "style/look.h"
#include "style/metrics.h"
#include "support/account.h"
#include "widgets/taborder.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedLayout>
#include <QTreeWidget>

#include <algorithm>

namespace wallaroo {
namespace {

constexpr size_t mostLookedUp = 50;

enum AccountColumn { NameColumn, WhyColumn, EmailColumn, WorkspacesColumn, IdColumn };

QString whyWord(runs::Candidate::Why why) {
    switch (why) {
    case runs::Candidate::Why::Chosen:
        return LeaverDialog::tr("the one you chose");
    case runs::Candidate::Why::SameEmail:
        return LeaverDialog::tr("same e-mail");
    case runs::Candidate::Why::SameName:
        return LeaverDialog::tr("same name");
    case runs::Candidate::Why::SameMailbox:
        return LeaverDialog::tr("same name before the @");
    case runs::Candidate::Why::Added:
        return LeaverDialog::tr("added by you");
    }
    return {};
}

} // namespace

LeaverDialog::LeaverDialog(Account& account, const WindowParts& parts, UserActs& acts, const User& person,
                           QWidget* parent)
    : QDialog(parent),
      m_account(account),
      m_parts(parts),
      m_acts(acts),
      m_person(person),
      m_work(account, acts.actor()),
      m_stack(new QStackedLayout) {
    setObjectName(QStringLiteral("leaver"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Remove access of %1").arg(displayText(person.displayName(), 80)));
    std::vector<User> everybody;
    account.users.forEach([&everybody](const User& user) { everybody.push_back(user); });
    m_candidates = runs::accountsOf(person, everybody);

    auto* column = dialogColumn(*this, tr("Remove access of %1").arg(isolatedText(person.displayName(), 80)));
    column->addLayout(m_stack, 1);
    m_stack->addWidget(makeChoices());
    m_stack->addWidget(makeSteps());
    tabInOrderOfLayout(*this);
    resizeWithinScreen(*this, 1060, 560);
    connect(&m_work, &LeaverWork::changed, this, [this] { m_work.isStarted() ? showSteps() : showOwned(); });
    connect(&m_work, &LeaverWork::finished, this, &LeaverDialog::ended);
    lookUp();
    showOwner();
    updateAct();
    m_close->setFocus();
}

void LeaverDialog::lookUp() {
    std::vector<User> asked;
    for (size_t i = 0; i < std::min(m_candidates.size(), mostLookedUp); ++i)
        asked.push_back(m_candidates[i].account);
    m_work.lookUp(asked);
}

QWidget* LeaverDialog::makeChoices() {
    const Metrics metrics(this);
    auto* page = new QWidget(this);
    auto* outer = new QVBoxLayout(page);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(metrics.px(10));
    auto* column = scrolledBody(*outer, page);
    auto* summary =
        paragraph(tr("The ticked accounts are deactivated at once. Nothing is deleted. Look at each: only you "
                     "know which are this person's."),
                  page);
    setTextTint(summary, Tint::SecondaryText);
    column->addWidget(summary);
    m_accounts =
        rowList(tr("Accounts"), {tr("Account"), tr("Why offered"), tr("E-mail"), tr("Workspaces"), tr("ID")}, page);
    m_accounts->setObjectName(QStringLiteral("leaverAccounts"));
    fillAccounts();
    connect(m_accounts, &QTreeWidget::itemChanged, this, &LeaverDialog::updateAct);
    addFilling(*column, m_accounts, metrics.rowHeight() * 4, 1);
    auto* add = quietButton(tr("A&dd an account…"), "leaverAdd", page);
    connect(add, &QPushButton::clicked, this, &LeaverDialog::addAccount);
    column->addWidget(add, 0, Qt::AlignLeft);
    m_leftOut = paragraph({}, page);
    m_leftOut->setObjectName(QStringLiteral("leaverLeftOut"));
    column->addWidget(m_leftOut);
    m_signOut = new QCheckBox(tr("&Sign out all their sessions"), page);
    m_signOut->setObjectName(QStringLiteral("leaverSignOut"));
    m_signOut->setChecked(true);
    column->addWidget(m_signOut);
    m_takeOut = new QCheckBox(tr("Take them out of their &workspaces"), page);
    m_takeOut->setObjectName(QStringLiteral("leaverTakeOut"));
    column->addWidget(m_takeOut);
    column->addLayout(makeOwnerLine(page));
    m_ownerNote = paragraph(tr("Looking up what they own…"), page);
    setTextTint(m_ownerNote, Tint::SecondaryText);
    column->addWidget(m_ownerNote);
    column->addLayout(makeTypedLine(page));
    connect(m_takeOut, &QCheckBox::toggled, this, &LeaverDialog::updateAct);
    outer->addLayout(makeButtons(page));
    return page;
}

QLayout* LeaverDialog::makeButtons(QWidget* page) {
    m_close = quietButton(tr("Cancel"), "leaverCancel", page);
    m_act = quietButton({}, "leaverAct", page);
    m_act->setToolTip(tr("Ctrl+Enter"));
    actOnCtrlEnter(*this, m_act);
    setMain(m_act);
    connect(m_close, &QPushButton::clicked, this, &LeaverDialog::reject);
    connect(m_act, &QPushButton::clicked, this, &LeaverDialog::begin);
    m_calls = m_acts.callsButton([this] { return m_work.preview(chosen(), m_acts.guard(), wishes()); }, page);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_calls);
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    buttons->addWidget(m_act);
    return buttons;
}

void LeaverDialog::fillAccounts() {
    for (const auto& candidate : m_candidates)
        showAccount(candidate);
    m_accounts->setCurrentItem(m_accounts->topLevelItem(0));
    shareColumns(*m_accounts, {24, 18, 30, 56, 10}, NameColumn);
}

void LeaverDialog::showAccount(const runs::Candidate& candidate) {
    using Why = runs::Candidate::Why;
    const User& account = candidate.account;
    const QString name = displayText(account.displayName(), 120);
    const bool isPointedAt = candidate.why == Why::Chosen || candidate.why == Why::Added;
    auto* item = new QTreeWidgetItem; // the list takes it, whole
    setName(*item, NameColumn, account.status == UserStatus::Inactive ? tr("%1 (inactive)").arg(name) : name);
    item->setText(WhyColumn, whyWord(candidate.why));
    setName(*item, EmailColumn, displayText(account.email(), 120));
    setName(*item, IdColumn, displayText(account.id().toString()));
    item->setCheckState(NameColumn, isPointedAt ? Qt::Checked : Qt::Unchecked);
    m_accounts->addTopLevelItem(item);
}

/// Whom the program could not find by name and address.
void LeaverDialog::addAccount() {
    auto* dialog =
        new PersonDialog(tr("Which account is theirs, too?"), others(), PersonDialog::Offered::Everybody, this);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_candidates.push_back({dialog->person(), runs::Candidate::Why::Added});
        showAccount(m_candidates.back());
        if (m_newOwner && m_newOwner->id() == dialog->person().id())
            m_newOwner.reset();
        lookUp();
        showOwner();
        updateAct();
        m_accounts->setCurrentItem(m_accounts->topLevelItem(m_accounts->topLevelItemCount() - 1));
        m_accounts->setFocus();
    });
    dialog->open();
}

/// Who is not in the list of accounts.
std::vector<User> LeaverDialog::others() const {
    std::vector<User> people;
    m_account.users.forEach([this, &people](const User& user) {
        const bool isOffered = std::any_of(m_candidates.begin(), m_candidates.end(),
                                           [&user](const auto& one) { return one.account.id() == user.id(); });
        if (!isOffered)
            people.push_back(user);
    });
    return people;
}

QLayout* LeaverDialog::makeOwnerLine(QWidget* page) {
    m_owner = quietButton({}, "leaverOwner", page);
    m_owner->setEnabled(false);
    auto* label = new QLabel(tr("&New owner where nobody else owns one:"), page);
    label->setBuddy(m_owner);
    auto* line = new QHBoxLayout;
    line->addWidget(label);
    line->addWidget(m_owner);
    line->addStretch(1);
    connect(m_takeOut, &QCheckBox::toggled, m_owner, &QWidget::setEnabled);
    connect(m_owner, &QPushButton::clicked, this, &LeaverDialog::chooseOwner);
    if (const User* own = m_account.users.userById(m_account.ownId().toString());
        own && own->status == UserStatus::Active && own->id() != m_person.id())
        m_newOwner = *own;
    return line;
}

QLayout* LeaverDialog::makeTypedLine(QWidget* page) {
    auto* column = new QVBoxLayout;
    m_typedReason = paragraph({}, page);
    m_typed = new QLineEdit(page);
    m_typed->setObjectName(QStringLiteral("leaverTyped"));
    m_typed->setAccessibleName(tr("Type the name to go on"));
    column->addWidget(m_typedReason);
    column->addWidget(m_typed);
    connect(m_typed, &QLineEdit::textChanged, this, &LeaverDialog::updateAct);
    return column;
}

void LeaverDialog::chooseOwner() {
    auto* dialog =
        new PersonDialog(tr("Who owns the workspaces from now on?"), others(), PersonDialog::Offered::Active, this);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_newOwner = dialog->person();
        showOwner();
        showOwned();
    });
    dialog->open();
}

void LeaverDialog::showOwner() {
    QString text = tr("nobody yet");
    QStringList exact;
    if (m_newOwner) {
        const QString name = isolatedText(m_newOwner->displayName(), 60);
        const QString address = isolatedText(m_newOwner->email(), 60);
        text = m_newOwner->id() == m_account.ownId()  ? tr("%1 (you)").arg(name)
               : address.isEmpty() || address == name ? name
                                                      : tr("%1, %2", "name, e-mail").arg(name, address);
        exact = QStringList{name, address, displayText(m_newOwner->id().toString())};
        exact.removeAll(QString());
    }
    m_owner->setText(escapedAmpersands(tr("%1…", "a button that asks for another person").arg(text)));
    m_owner->setAccessibleName(tr("New owner: %1").arg(text));
    m_owner->setAccessibleDescription(exact.join(QStringLiteral(", ")));
    m_owner->setToolTip(exact.isEmpty() ? QString() : models::literalToolTip(exact.join(u'\n')));
}

std::vector<User> LeaverDialog::chosen() const {
    std::vector<User> accounts;
    for (int row = 0; row < m_accounts->topLevelItemCount(); ++row) {
        if (m_accounts->topLevelItem(row)->checkState(0) == Qt::Checked)
            accounts.push_back(m_candidates[static_cast<size_t>(row)].account);
    }
    return accounts;
}

LeaverWork::Wishes LeaverDialog::wishes() const {
    return {m_signOut->isChecked(), m_takeOut->isChecked(), m_newOwner};
}

QString LeaverDialog::nameToType() const {
    const AccessGuard guard = m_acts.guard();
    for (const User& account : chosen()) {
        if (guard.judge(account) == Protection::CannotTell)
            return account.username();
    }
    return {};
}

QStringList LeaverDialog::leftOut(const std::vector<User>& accounts) const {
    const auto verdicts = m_acts.guard().judge(accounts);
    QStringList lines;
    for (size_t i = 0; i < accounts.size(); ++i) {
        const QString why = runs::reasonOf(verdicts[i], true); // those of whom it cannot be told are asked about below
        if (!why.isEmpty())
            lines << tr("%1 (%2)", "name and reason").arg(isolatedText(accounts[i].displayName(), 80), why);
    }
    return lines;
}

void LeaverDialog::updateAct() {
    const auto accounts = chosen();
    const QString name = nameToType();
    const QStringList left = leftOut(accounts);
    const auto taken = static_cast<int>(accounts.size()) - static_cast<int>(left.size());
    m_leftOut->setVisible(!left.isEmpty());
    m_leftOut->setText(tr("Left out: %1.").arg(left.join(QStringLiteral(", "))));
    const bool isAlone = accounts.size() == 1;
    m_typedReason->setVisible(!name.isEmpty());
    m_typed->setVisible(!name.isEmpty() && isAlone);
    m_typedReason->setText(
        isAlone ? tr("This instance does not tell roles here, so it cannot be told whether this is the last "
                     "administrator. Type %1 to go on:")
                      .arg(displayText(name, 80))
                : tr("This instance does not tell roles here, so it cannot be told whether one of them is the last "
                     "administrator: choose one account at a time."));
    m_act->setText(tr("Remove access of %n accounts", nullptr, taken));
    // Which memberships there are has to be known before they can be written down
    m_calls->setEnabled(taken > 0 && !(m_takeOut->isChecked() && m_work.memberships().isRunning()));
    m_act->setEnabled(taken > 0 && (name.isEmpty() || (isAlone && m_typed->text() == name)));
}

void LeaverDialog::showOwned() {
    const QSignalBlocker quiet(m_accounts);
    const auto& lookup = m_work.memberships();
    bool isOrphaned = false;
    for (int row = 0; row < m_accounts->topLevelItemCount(); ++row) {
        const UserId id = m_candidates[static_cast<size_t>(row)].account.id();
        auto* item = m_accounts->topLevelItem(row);
        item->setText(WorkspacesColumn, lookup.summaryOf(id));
        item->setToolTip(WorkspacesColumn, models::literalToolTip(item->text(WorkspacesColumn)));
        const bool isOnlyOwner = !lookup.onlyOwnedBy(id).isEmpty();
        item->setIcon(WorkspacesColumn, isOnlyOwner ? icon(QStringLiteral("warning"), Tint::Warning) : QIcon());
        isOrphaned = isOrphaned || isOnlyOwner;
    }
    if (lookup.isRunning())
        return;
    updateAct();
    QString note = lookup.gaps(static_cast<int>(m_candidates.size()));
    if (note.isEmpty() && isOrphaned && !m_newOwner)
        note = tr("Without a new owner they stay in the workspaces that nobody else owns.");
    m_ownerNote->setText(note);
    m_ownerNote->setVisible(!note.isEmpty());
}

} // namespace wallaroo
