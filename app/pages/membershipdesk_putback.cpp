#include "pages/membershipdesk.h"
#include "runs/membershipsteps.h"
#include "runs/rolechange.h"
#include "support/account.h"
#include "widgets/announce.h"
#include "widgets/banner.h"

#include <QEvent>

#include <algorithm>

namespace wallaroo {
namespace {

std::vector<runs::MembershipChange>::iterator find(std::vector<runs::MembershipChange>& changes,
                                                   const runs::MembershipStep& step) {
    return std::find_if(changes.begin(), changes.end(), [&step](const runs::MembershipChange& change) {
        return change.workspace == step.workspace && change.person.id == step.person.id;
    });
}

} // namespace

void MembershipDesk::setPutBackBanner(Banner& banner) {
    m_putBackBanner = &banner;
    connect(&banner, &Banner::actionTriggered, this, &MembershipDesk::putBack);
    connect(&banner, &Banner::closed, this,
            [this] { announce(m_page, tr("Closed for now: the offer returns when this page is opened again.")); });
    m_page->installEventFilter(this);
}

bool MembershipDesk::eventFilter(QObject* watched, QEvent* event) {
    const bool isOpened = watched == m_page && event->type() == QEvent::Show && !event->spontaneous();
    if (isOpened && !m_putBack.empty() && !m_runs.isRunning())
        showPutBack();
    return QObject::eventFilter(watched, event);
}

/// Of the run that ended: what is tried again or begun in between does not bring anybody back.
void MembershipDesk::notePutBack() {
    const runs::Run& run = *m_runs.run();
    for (size_t i = 0; i < run.plan().items.size(); ++i) {
        const auto& steps = run.plan().items[i].steps;
        const runs::Outcome& outcome = run.outcomes()[i];
        for (size_t at = 0; at < steps.size(); ++at) {
            if (const auto membership = runs::membershipOf(steps[at]))
                notePutBack(*membership, outcome.steps[at]);
        }
    }
    showPutBack();
}

void MembershipDesk::notePutBack(const runs::MembershipStep& step, const runs::StepOutcome& outcome) {
    const auto place = find(m_putBack, step);
    const bool isOut = outcome.error && runs::RoleChange::isHalfDone(*outcome.error);
    if (outcome.state == runs::State::Done && place != m_putBack.end())
        m_putBack.erase(place);
    if (!isOut || place != m_putBack.end())
        return;
    const auto workspace = m_account.access.findWorkspace(step.workspace);
    const auto person = m_account.access.findPerson(step.person.id);
    if (!workspace || !person)
        return;
    // A role that nobody told comes back as the lesser one
    const bool wasOwner = step.before == MemberRole::Owner;
    m_putBack.push_back(addition(*person, *workspace, wasOwner ? MemberRole::Owner : MemberRole::Collaborator));
}

void MembershipDesk::showPutBack() {
    if (!m_putBackBanner)
        return;
    if (m_putBack.empty())
        return m_putBackBanner->clear();
    m_putBackBanner->showMessage(Banner::Kind::Warning,
                                 tr("%Ln people were taken out and could not be added with the new role.", nullptr,
                                    static_cast<int>(m_putBack.size())),
                                 tr("They have no access now. Closed, this returns when the page is opened again."));
    m_putBackBanner->setActions(tr("Put back…"));
}

/// The offer stays until it is carried out, unless somebody else has put them back.
void MembershipDesk::putBack() {
    if (isBusy())
        return;
    whenRead(m_putBack, [this] {
        const auto isThere = [this](const runs::MembershipChange& change) { return asRead(change).before.has_value(); };
        m_putBack.erase(std::remove_if(m_putBack.begin(), m_putBack.end(), isThere), m_putBack.end());
        showPutBack();
        if (!m_putBack.empty())
            proposeAsRead(m_putBack);
    });
}

} // namespace wallaroo
