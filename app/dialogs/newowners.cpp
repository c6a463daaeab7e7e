#include "dialogs/newowners.h"

#include "base/displaytext.h"
#include "dialogs/pickerentries.h"
#include "style/look.h"
#include "widgets/pickerlist.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QSet>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace wallaroo {

using models::AccessMatrix;

NewOwners::NewOwners(const std::vector<runs::Orphan>& orphans, const AccessMatrix& matrix,
                     const std::vector<runs::MembershipChange>& changes, QWidget* parent)
    : QWidget(parent),
      m_matrix(matrix) {
    setObjectName(QStringLiteral("newOwners"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    auto* text = new QLabel(this);
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    text->setText(tr("%Ln workspaces would have no active owner left. Who becomes owner, before anybody is taken out?",
                     nullptr, static_cast<int>(orphans.size())));
    setTextTint(text, Tint::Warning);
    column->addWidget(text);
    auto* form = new QFormLayout;
    column->addLayout(form);
    for (const runs::Orphan& orphan : orphans) {
        const auto number = matrix.findWorkspace(orphan.workspace);
        if (!number)
            continue;
        Choice choice{*number, new QComboBox(this)};
        const QString name = tr("New owner of %1").arg(displayText(orphan.name, 60));
        choice.box->setObjectName(QStringLiteral("newOwner%1").arg(orphan.workspace.number()));
        choice.box->setAccessibleName(name);
        fill(choice, name, changes);
        connect(choice.box, &QComboBox::currentIndexChanged, this, &NewOwners::changed);
        auto* label = new QLabel(escapedAmpersands(name), this);
        label->setTextFormat(Qt::PlainText);
        label->setBuddy(choice.box);
        form->addRow(label, choice.box);
        if (choice.others)
            form->addRow(choice.others);
        m_choices.push_back(choice);
    }
}

void NewOwners::fill(Choice& choice, const QString& name, const std::vector<runs::MembershipChange>& changes) {
    QSet<UserId> leaving;
    for (const runs::MembershipChange& change : changes) {
        if (change.workspace == m_matrix.workspace(choice.workspace).id)
            leaving.insert(change.person.id);
    }
    choice.box->addItem(tr("choose…"), QVariant());
    std::vector<PickerModel::Entry> others;
    for (PickerModel::Entry& entry : peopleEntries(m_matrix)) {
        const User& user = m_matrix.person(entry.number);
        if (user.status == UserStatus::Inactive || leaving.contains(user.id()))
            continue;
        const auto access = m_matrix.cell(entry.number, choice.workspace).access;
        if (access == models::Access::None || access == models::Access::NotKnown) {
            others.push_back(std::move(entry));
            continue;
        }
        const QString who =
            entry.detail.isEmpty() ? entry.text : tr("%1, %2", "name, e-mail").arg(entry.text, entry.detail);
        choice.box->addItem(tr("%1 (member)").arg(who), QVariant::fromValue(entry.number));
    }
    if (others.empty())
        return;
    choice.box->insertSeparator(choice.box->count());
    choice.box->addItem(tr("Somebody else…"), QVariant());
    choice.others = new PickerList(tr("%1: somebody else").arg(name), tr("Filter people"), std::move(others),
                                   PickerList::Mode::One, this);
    choice.others->hide();
    connect(choice.others, &PickerList::chosenChanged, this, &NewOwners::changed);
    connect(choice.box, &QComboBox::currentIndexChanged, choice.others, [choice] {
        choice.others->setVisible(isSomebodyElse(choice));
        if (isSomebodyElse(choice))
            choice.others->focusFilter();
    });
}

bool NewOwners::isSomebodyElse(const Choice& choice) {
    return choice.others && choice.box->currentIndex() == choice.box->count() - 1;
}

std::optional<AccessMatrix::Number> NewOwners::chosenIn(const Choice& choice) {
    if (isSomebodyElse(choice)) {
        const auto chosen = choice.others->chosen();
        return chosen.empty() ? std::nullopt : std::optional(chosen.front());
    }
    const QVariant data = choice.box->currentData();
    return data.isValid() ? std::optional(data.value<AccessMatrix::Number>()) : std::nullopt;
}

bool NewOwners::isComplete() const {
    return std::all_of(m_choices.begin(), m_choices.end(),
                       [](const Choice& choice) { return chosenIn(choice).has_value(); });
}

std::vector<runs::NewOwner> NewOwners::chosen() const {
    std::vector<runs::NewOwner> owners;
    for (const Choice& choice : m_choices) {
        const auto person = chosenIn(choice);
        if (!person)
            continue;
        const User& user = m_matrix.person(*person);
        runs::NewOwner owner{
            m_matrix.workspace(choice.workspace).id, {user.id(), user.email()}, user.displayName(), std::nullopt};
        const auto access = m_matrix.cell(*person, choice.workspace).access;
        if (access == models::Access::Owner)
            owner.before = MemberRole::Owner;
        else if (access == models::Access::Collaborator)
            owner.before = MemberRole::Collaborator;
        else if (access == models::Access::NotTold)
            owner.before = MemberRole::NotTold;
        owners.push_back(std::move(owner));
    }
    return owners;
}

} // namespace wallaroo
