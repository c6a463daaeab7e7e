#include "dialogs/newowners.h"

#include "base/displaytext.h"
#include "style/look.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QSet>
#include <QVBoxLayout>

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
        const Choice choice{*number, new QComboBox(this)};
        const QString name = tr("New owner of %1").arg(displayText(orphan.name, 60));
        choice.box->setObjectName(QStringLiteral("newOwner%1").arg(orphan.workspace.number()));
        choice.box->setAccessibleName(name);
        fill(choice, changes);
        connect(choice.box, &QComboBox::currentIndexChanged, this, &NewOwners::changed);
        auto* label = new QLabel(escapedAmpersands(name), this);
        label->setTextFormat(Qt::PlainText);
        label->setBuddy(choice.box);
        form->addRow(label, choice.box);
        m_choices.push_back(choice);
    }
}

void NewOwners::fill(const Choice& choice, const std::vector<runs::MembershipChange>& changes) {
    QSet<UserId> leaving;
    for (const runs::MembershipChange& change : changes) {
        if (change.workspace == m_matrix.workspace(choice.workspace).id)
            leaving.insert(change.person.id);
    }
    choice.box->addItem(tr("choose…"), QVariant());
    int count = 0;
    std::vector<std::pair<QString, AccessMatrix::Number>> offered;
    for (const bool members : {true, false}) {
        offered.clear();
        for (AccessMatrix::Number person = 0; person < m_matrix.personCount(); ++person) {
            const User& user = m_matrix.person(person);
            const auto access = m_matrix.cell(person, choice.workspace).access;
            const bool isMember = access != models::Access::None && access != models::Access::NotKnown;
            if (!m_matrix.isPersonListed(person) || user.status == UserStatus::Inactive || leaving.contains(user.id())
                || isMember != members)
                continue;
            offered.emplace_back(user.displayName(), person);
        }
        std::sort(offered.begin(), offered.end(),
                  [](const auto& a, const auto& b) { return a.first.compare(b.first, Qt::CaseInsensitive) < 0; });
        if (!members && !offered.empty() && choice.box->count() > 1)
            choice.box->insertSeparator(choice.box->count());
        for (const auto& [name, person] : offered) {
            if (!members && ++count > mostOthers)
                break;
            const QString email = m_matrix.person(person).email();
            QString text = email.isEmpty() ? name : tr("%1, %2", "name, e-mail").arg(name, email);
            if (members)
                text = tr("%1 (member)").arg(text);
            choice.box->addItem(displayText(text), QVariant::fromValue(person));
        }
    }
}

bool NewOwners::isComplete() const {
    return std::all_of(m_choices.begin(), m_choices.end(),
                       [](const Choice& choice) { return choice.box->currentData().isValid(); });
}

std::vector<runs::NewOwner> NewOwners::chosen() const {
    std::vector<runs::NewOwner> owners;
    for (const Choice& choice : m_choices) {
        if (!choice.box->currentData().isValid())
            continue;
        const auto person = choice.box->currentData().value<AccessMatrix::Number>();
        const User& user = m_matrix.person(person);
        runs::NewOwner owner{
            m_matrix.workspace(choice.workspace).id, {user.id(), user.email()}, user.displayName(), std::nullopt};
        const auto access = m_matrix.cell(person, choice.workspace).access;
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
