#include "dialogs/dormantdialog.h"

#include "base/displaytext.h"
#include "dialogs/dialogparts.h"
#include "domain/dormant.h"
#include "models/celltext.h"
#include "models/momenttext.h"
#include "style/icons.h"
#include "style/look.h"
#include "support/account.h"
#include "widgets/taborder.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace wallaroo {
namespace {

constexpr int usualDays = 90;
constexpr int mostDays = 9999;
constexpr size_t mostLookedUp = 100;
constexpr size_t mostShown = 2000; ///< the longest absent; more is what the table's filter is for
constexpr int idRole = Qt::UserRole;

enum Column { Name, Email, LastSignIn, Owns };

} // namespace

DormantDialog::DormantDialog(Account& account, QWidget* parent)
    : QDialog(parent),
      m_account(account),
      m_lookup(account.workspacesApi),
      m_days(new QSpinBox(this)),
      m_summary(paragraph({}, this)),
      m_list(rowList(tr("Dormant people"), {tr("Name"), tr("E-mail"), tr("Last sign-in"), tr("Workspaces")}, this)),
      m_lookupText(paragraph({}, this)) {
    setObjectName(QStringLiteral("dormant"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Dormant people"));
    layOut();
    connect(m_days, &QSpinBox::valueChanged, this, &DormantDialog::look);
    connect(m_list, &QTreeWidget::itemChanged, this, &DormantDialog::updateAct);
    connect(&m_lookup, &MembershipLookup::progressed, this, &DormantDialog::showOwned);
    connect(&m_lookup, &MembershipLookup::finished, this, &DormantDialog::showOwned);
    look();
    m_days->setFocus();
}

void DormantDialog::layOut() {
    auto* column = dialogColumn(*this, windowTitle());
    m_days->setObjectName(QStringLiteral("dormantDays"));
    m_days->setRange(1, mostDays);
    m_days->setValue(usualDays);
    auto* label = new QLabel(tr("&Not signed in for this many days:"), this);
    label->setBuddy(m_days);
    auto* line = new QHBoxLayout;
    line->addWidget(label);
    line->addWidget(m_days);
    line->addStretch(1);
    for (const bool all : {true, false}) {
        auto* tick = quietButton(all ? tr("Tick &all") : tr("Tick n&one"), all ? "dormantAll" : "dormantNone", this);
        line->addWidget(tick);
        connect(tick, &QPushButton::clicked, this, [this, all] { tickAll(all); });
    }
    column->addLayout(line);
    m_summary->setObjectName(QStringLiteral("dormantSummary"));
    setTextTint(m_summary, Tint::SecondaryText);
    column->addWidget(m_summary);
    m_list->setObjectName(QStringLiteral("dormantList"));
    shareColumns(*m_list, {26, 24, 26, 44}, Name); // "never, made 24 Aug 2024"
    column->addWidget(m_list, 1);
    setTextTint(m_lookupText, Tint::SecondaryText);
    m_lookupText->hide();
    column->addWidget(m_lookupText);
    m_act = quietButton({}, "dormantAct", this);
    column->addLayout(actingRow(*this, m_act));
    tabInOrderOfLayout(*this);
    resizeWithinScreen(*this, 920, 520);
}

void DormantDialog::look() {
    const Dormant dormant =
        dormantPeople(m_account.users.all(), m_days->value(), m_account.session.clock().wallMs(), m_account.ownId());
    const auto found = static_cast<int>(dormant.people.size());
    list(dormant.people);
    QStringList said;
    if (!dormant.isTold)
        said << tr("This instance does not tell when people last signed in, so nobody is proposed.");
    else if (found > m_list->topLevelItemCount())
        said << tr("%n active people. Shown are those who have been away longest.", nullptr, found);
    else
        said << tr("%n active people. Nobody is ticked yet.", nullptr, found);
    if (dormant.isTold && dormant.notTold > 0)
        said << tr("Of %n others it is not told when they last signed in: they are not proposed.", nullptr,
                   dormant.notTold);
    m_summary->setText(said.join(u' '));
    lookUp();
    updateAct();
}

void DormantDialog::list(const std::vector<User>& people) {
    const models::MomentText moments(m_account.session.clock());
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    m_people.clear();
    QList<QTreeWidgetItem*> items;
    for (size_t i = 0; i < std::min(people.size(), mostShown); ++i) {
        const User& user = people[i];
        auto* item = new QTreeWidgetItem; // the list takes it
        const QString name = displayText(user.displayName(), 120);
        setName(*item, Name, user.status == UserStatus::Locked ? tr("%1 (locked)").arg(name) : name);
        setName(*item, Email, displayText(user.email(), 120));
        item->setText(LastSignIn, user.lastLogin.isNever() ? tr("never, made %1").arg(moments.date(user.created))
                                                           : moments.relative(user.lastLogin));
        item->setToolTip(LastSignIn, models::literalToolTip(
                                         moments.exact(user.lastLogin.isNever() ? user.created : user.lastLogin)));
        item->setCheckState(Name, Qt::Unchecked); // proposed, not chosen
        item->setData(Name, idRole, user.id().toString());
        items << item;
        if (m_people.size() < mostLookedUp)
            m_people.push_back(user.id());
    }
    m_list->addTopLevelItems(items);
}

void DormantDialog::tickAll(bool ticked) {
    {
        const QSignalBlocker quiet(m_list);
        for (int row = 0; row < m_list->topLevelItemCount(); ++row)
            m_list->topLevelItem(row)->setCheckState(Name, ticked ? Qt::Checked : Qt::Unchecked);
    }
    m_list->viewport()->update();
    updateAct();
}

void DormantDialog::lookUp() {
    m_lookup.stop();
    m_lookupText->setVisible(!m_people.empty());
    if (m_people.empty())
        return;
    m_lookupText->setText(tr("Looking up what they own…"));
    m_lookup.start(m_people);
}

void DormantDialog::showOwned() {
    const QSignalBlocker quiet(m_list);
    for (int row = 0; row < m_list->topLevelItemCount() && row < static_cast<int>(m_people.size()); ++row) {
        auto* item = m_list->topLevelItem(row);
        const UserId id = UserId::fromString(item->data(Name, idRole).toString());
        item->setText(Owns, m_lookup.summaryOf(id));
        item->setToolTip(Owns, models::literalToolTip(item->text(Owns)));
        item->setIcon(Owns,
                      m_lookup.onlyOwnedBy(id).isEmpty() ? QIcon() : icon(QStringLiteral("warning"), Tint::Warning));
    }
    if (m_lookup.isRunning())
        return;
    const QString gaps = m_lookup.gaps(m_list->topLevelItemCount());
    m_lookupText->setText(gaps);
    m_lookupText->setVisible(!gaps.isEmpty());
}

QStringList DormantDialog::chosen() const {
    QStringList ids;
    for (int row = 0; row < m_list->topLevelItemCount(); ++row) {
        const auto* item = m_list->topLevelItem(row);
        if (item->checkState(Name) == Qt::Checked)
            ids << item->data(Name, idRole).toString();
    }
    return ids;
}

void DormantDialog::updateAct() {
    const auto count = static_cast<int>(chosen().size());
    m_act->setText(count > 0 ? tr("Deactivate %n users…", nullptr, count) : tr("Deactivate…"));
    m_act->setEnabled(count > 0);
}

} // namespace wallaroo
