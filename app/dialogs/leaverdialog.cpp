#include "dialogs/leaverdialog.h"

#include "base/displaytext.h"
#include "exchange/csv.h"
#include "pages/useracts.h"
#include "style/icons.h"
#include "style/look.h"
#include "style/metrics.h"
#include "support/account.h"
#include "support/prompts.h"
#include "support/windowparts.h"
#include "widgets/announce.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QStackedLayout>
#include <QTreeWidget>

namespace wallaroo {
namespace {

QLabel* paragraph(const QString& text, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setText(text);
    return label;
}

QTreeWidget* list(const QString& name, const QStringList& head, QWidget* parent) {
    auto* tree = new QTreeWidget(parent);
    tree->setAccessibleName(name);
    tree->setHeaderLabels(head);
    tree->setRootIsDecorated(false);
    tree->setUniformRowHeights(true);
    tree->setTabKeyNavigation(false);
    return tree;
}

QPushButton* button(const QString& text, const char* objectName, QWidget* parent) {
    auto* made = new QPushButton(text, parent);
    made->setObjectName(QString::fromLatin1(objectName));
    made->setAutoDefault(false);
    return made;
}

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
    }
    return {};
}

struct Shown {
    QString word;
    QString icon;
    Tint tint;
};

Shown shownState(runs::State state) {
    switch (state) {
    case runs::State::Done:
        return {LeaverDialog::tr("done"), QStringLiteral("check-circle"), Tint::Good};
    case runs::State::Failed:
        return {LeaverDialog::tr("failed"), QStringLiteral("error"), Tint::Danger};
    case runs::State::Unknown:
        return {LeaverDialog::tr("unknown"), QStringLiteral("warning"), Tint::Warning};
    case runs::State::NotSent:
        return {LeaverDialog::tr("not sent"), QStringLiteral("clock"), Tint::SecondaryText};
    case runs::State::LeftOut:
        return {LeaverDialog::tr("left out"), QStringLiteral("info"), Tint::SecondaryText};
    case runs::State::Waiting:
    case runs::State::Running:
        break;
    }
    return {LeaverDialog::tr("under way"), QStringLiteral("clock"), Tint::SecondaryText};
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

    const Metrics metrics(this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics.px(24), metrics.px(20), metrics.px(24), metrics.px(18));
    column->setSpacing(metrics.px(10));
    auto* title = paragraph(tr("Remove access of %1").arg(isolatedText(person.displayName(), 80)), this);
    setTextStyle(title, TextStyle::Title);
    column->addWidget(title);
    column->addLayout(m_stack, 1);
    m_stack->addWidget(makeChoices());
    m_stack->addWidget(makeSteps());
    resize(metrics.px(760), metrics.px(540));
    connect(&m_work, &LeaverWork::changed, this, [this] { m_work.isStarted() ? showSteps() : showOwned(); });
    m_work.lookUp(chosen());
    updateAct();
    m_close->setFocus();
}

QWidget* LeaverDialog::makeChoices() {
    const Metrics metrics(this);
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics.px(10));
    auto* summary =
        paragraph(tr("The ticked accounts are deactivated at once. Nothing is deleted. Look at each: only you "
                     "know which are this person's."),
                  page);
    setTextTint(summary, Tint::SecondaryText);
    column->addWidget(summary);
    m_accounts =
        list(tr("Accounts"), {tr("Account"), tr("E-mail"), tr("ID"), tr("Why offered"), tr("Workspaces")}, page);
    m_accounts->setObjectName(QStringLiteral("leaverAccounts"));
    for (const auto& candidate : m_candidates) {
        auto* item = new QTreeWidgetItem(m_accounts); // the list owns it
        item->setText(0, displayText(candidate.account.displayName(), 120));
        item->setText(1, displayText(candidate.account.email(), 120));
        item->setText(2, displayText(candidate.account.id().toString()));
        item->setText(3, whyWord(candidate.why));
        item->setCheckState(0, candidate.why == runs::Candidate::Why::Chosen ? Qt::Checked : Qt::Unchecked);
    }
    const int letter = m_accounts->fontMetrics().averageCharWidth();
    const QList<int> widths{26, 28, 38, 20};
    for (int i = 0; i < widths.size(); ++i)
        m_accounts->header()->resizeSection(i, letter * widths[i]);
    connect(m_accounts, &QTreeWidget::itemChanged, this, &LeaverDialog::updateAct);
    column->addWidget(m_accounts, 1);
    m_signOut = new QCheckBox(tr("&Sign out all their sessions"), page);
    m_signOut->setObjectName(QStringLiteral("leaverSignOut"));
    m_signOut->setChecked(true);
    column->addWidget(m_signOut);
    m_takeOut = new QCheckBox(tr("Take them out of their &workspaces"), page);
    m_takeOut->setObjectName(QStringLiteral("leaverTakeOut"));
    column->addWidget(m_takeOut);
    m_owner = new QComboBox(page);
    m_owner->setObjectName(QStringLiteral("leaverOwner"));
    fillOwners();
    auto* label = new QLabel(tr("&New owner where nobody else owns one:"), page);
    label->setBuddy(m_owner);
    auto* line = new QHBoxLayout;
    line->addWidget(label);
    line->addWidget(m_owner, 1);
    column->addLayout(line);
    m_owner->setEnabled(false);
    connect(m_takeOut, &QCheckBox::toggled, m_owner, &QWidget::setEnabled);
    m_ownerNote = paragraph(tr("Looking up what they own…"), page);
    setTextTint(m_ownerNote, Tint::SecondaryText);
    column->addWidget(m_ownerNote);
    m_close = button(tr("Cancel"), "leaverCancel", page);
    m_act = button({}, "leaverAct", page);
    m_act->setToolTip(tr("Ctrl+Enter"));
    setMain(m_act);
    connect(m_close, &QPushButton::clicked, this, &LeaverDialog::reject);
    connect(m_act, &QPushButton::clicked, this, &LeaverDialog::begin);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    buttons->addWidget(m_act);
    column->addLayout(buttons);
    return page;
}

QWidget* LeaverDialog::makeSteps() {
    const Metrics metrics(this);
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics.px(10));
    m_steps = list(tr("Results"), {tr("Step"), tr("Outcome"), tr("Read back")}, page);
    m_steps->setObjectName(QStringLiteral("leaverSteps"));
    const int letter = m_steps->fontMetrics().averageCharWidth();
    m_steps->header()->resizeSection(0, letter * 52);
    m_steps->header()->resizeSection(1, letter * 16);
    column->addWidget(m_steps, 1);
    m_hint =
        paragraph(tr("If this person knew the secret of %1, inference tokens can still be made with it. Change it in "
                     "Keycloak.")
                      .arg(displayText(m_account.session.profile().inferenceClient(), 60)),
                  page);
    column->addWidget(m_hint);
    m_saved = paragraph({}, page);
    m_saved->setObjectName(QStringLiteral("leaverSaved"));
    setTextTint(m_saved, Tint::SecondaryText);
    column->addWidget(m_saved);
    m_open = button(tr("&Open"), "leaverOpen", page);
    m_open->setAccessibleDescription(tr("The client's page in Keycloak"));
    m_stop = button(tr("&Stop"), "leaverStop", page);
    m_report = button(tr("Save &report…"), "leaverReport", page);
    auto* done = button(tr("&Close"), "leaverClose", page);
    connect(m_open, &QPushButton::clicked, this, &LeaverDialog::openClient);
    connect(m_stop, &QPushButton::clicked, &m_work, &LeaverWork::stop);
    connect(m_report, &QPushButton::clicked, this, &LeaverDialog::saveReport);
    connect(done, &QPushButton::clicked, this, &LeaverDialog::reject);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_open);
    buttons->addStretch(1);
    buttons->addWidget(m_stop);
    buttons->addWidget(m_report);
    buttons->addWidget(done);
    column->addLayout(buttons);
    return page;
}

void LeaverDialog::fillOwners() {
    const UserId own = m_account.ownId();
    m_account.users.forEach([&](const User& user) {
        const bool isOwn = user.id() == own;
        if (user.status == UserStatus::Inactive || user.id() == m_person.id()
            || (user.type != UserType::Administrator && !isOwn))
            return;
        const QString text = escapedAmpersands(displayText(user.displayName() + u' ' + user.email(), 100));
        m_owner->insertItem(isOwn ? 0 : m_owner->count(), isOwn ? tr("%1 (you)").arg(text) : text,
                            user.id().toString());
    });
    m_owner->setCurrentIndex(0);
}

std::vector<User> LeaverDialog::chosen() const {
    std::vector<User> accounts;
    for (int row = 0; row < m_accounts->topLevelItemCount(); ++row) {
        if (m_accounts->topLevelItem(row)->checkState(0) == Qt::Checked)
            accounts.push_back(m_candidates[static_cast<size_t>(row)].account);
    }
    return accounts;
}

void LeaverDialog::updateAct() {
    const auto accounts = chosen();
    m_act->setText(tr("Remove access of %n accounts", nullptr, static_cast<int>(accounts.size())));
    m_act->setEnabled(!accounts.empty());
}

void LeaverDialog::showOwned() {
    const QSignalBlocker quiet(m_accounts);
    for (int row = 0; row < m_accounts->topLevelItemCount(); ++row)
        m_accounts->topLevelItem(row)->setText(
            4, m_work.memberships().summaryOf(m_candidates[static_cast<size_t>(row)].account.id()));
    if (m_work.memberships().isRunning())
        return;
    const auto& error = m_work.memberships().error();
    m_ownerNote->setText(error ? tr("What they own is not known: %1").arg(error->sentence) : QString());
    m_ownerNote->setVisible(error.has_value());
}

void LeaverDialog::begin() {
    std::optional<User> owner;
    if (const User* user = m_account.users.userById(m_owner->currentData().toString()))
        owner = *user;
    m_stack->setCurrentIndex(1);
    m_report->setEnabled(false);
    m_stop->setFocus();
    m_work.start(chosen(), m_acts.guard(), {m_signOut->isChecked(), m_takeOut->isChecked(), owner});
    announce(this, tr("Removing access"));
    connect(&m_work, &LeaverWork::finished, this, [this] {
        m_report->setEnabled(true);
        m_report->setFocus();
        m_stop->hide();
        announce(this, tr("All steps are over. Save the report."));
    });
}

void LeaverDialog::showSteps() {
    const auto lines = m_work.lines();
    for (int row = 0; row < lines.size(); ++row) {
        auto* item = m_steps->topLevelItem(row);
        if (!item)
            item = new QTreeWidgetItem(m_steps); // the list owns it
        const Shown shown = shownState(lines[row].state);
        item->setText(0, lines[row].text);
        item->setText(1, shown.word);
        item->setIcon(1, icon(shown.icon, shown.tint));
        item->setText(2, displayText(lines[row].found));
    }
}

void LeaverDialog::saveReport() {
    m_parts.prompts.chooseNewFile(this, tr("Save report"), QStringLiteral("removed-access.txt"),
                                  tr("Text (*.txt);;JSON (*.json)"), this, [this](const QString& path) {
                                      const bool asJson = path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive);
                                      const auto saved = exchange::writePrivately(
                                          path, asJson ? m_work.reportJson() : m_work.reportText().toUtf8());
                                      m_saved->setText(saved ? tr("Report saved as %1").arg(path)
                                                             : saved.error().sentence + u' ' + saved.error().advice);
                                      announce(this, m_saved->text());
                                  });
}

void LeaverDialog::openClient() {
    const auto& instance = m_account.session.profile().instance;
    m_parts.prompts.openAddress(
        QUrl(instance.authBase.toString() + QStringLiteral("/admin/master/console/#/master/clients")));
}

void LeaverDialog::reject() {
    if (m_work.isStarted() && !m_work.isOver())
        m_work.stop(); // what was sent is told; the dialog stays to show it
    else
        QDialog::reject();
}

void LeaverDialog::keyPressEvent(QKeyEvent* event) {
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && event->modifiers().testFlag(Qt::ControlModifier)) {
        if (!m_work.isStarted() && m_act->isEnabled())
            m_act->click();
    } else if (!isEnter) {
        QDialog::keyPressEvent(event);
    } else if (auto* focused = qobject_cast<QPushButton*>(focusWidget()); focused && focused != m_act) {
        focused->click();
    }
}

} // namespace wallaroo
