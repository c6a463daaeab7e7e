#include "base/displaytext.h"
#include "runs/peoplelookup.h"
#include "runs/useractions.h"
#include "runs/userplans.h"
#include "runs/userreadback.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::runs {
namespace {

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::UserActions)
};

/// The step that goes by an address which may have changed, writes a list as a whole, or is needless by now.
const Step* stepToCheck(const Item& item) {
    for (const Step& step : item.steps) {
        if (step.kind == "user.deactivate"_L1 || step.kind == "user.activate"_L1 || step.kind == "user.actions"_L1)
            return &step;
    }
    return nullptr;
}

struct Verdict {
    QString reason;
    bool needsLook = false; ///< reads as inactive: so does an active person whom a brute-force lock holds
};

/// The whole list is written: what was asked for meanwhile would be lost.
Verdict judgeActions(const Step& step, const User& person) {
    if (!person.areActionsTold)
        return {Say::tr("what is required already is not told")};
    const QJsonArray known = step.arguments["before"_L1].toArray();
    QStringList before;
    for (const auto& action : known)
        before << action.toString();
    QStringList now = person.requiredActions;
    std::sort(before.begin(), before.end());
    std::sort(now.begin(), now.end());
    if (now == before)
        return {};
    return {now.isEmpty() ? Say::tr("nothing is required any more")
                          : Say::tr("what is required is now %1").arg(displayText(now.join(u", "_s)))};
}

Verdict judgeSubject(const Item& item, const Step& step, const PeopleLookup::Found& found) {
    const User* person = found.byId(step.arguments["id"_L1].toString());
    if (!person && found.error)
        return {Say::tr("could not be read again: %1").arg(found.error->sentence)};
    if (!person)
        return {Say::tr("is not there any more")};
    const QString email = step.arguments["email"_L1].toString();
    if (!email.isEmpty() && person->email().compare(email, Qt::CaseInsensitive) != 0)
        return {Say::tr("its e-mail address is now %1").arg(displayText(person->email()))};
    if (step.kind == "user.actions"_L1)
        return judgeActions(step, *person);
    // With several steps the others still have something to do
    const bool enabled = person->status != UserStatus::Inactive;
    if (item.steps.size() == 1 && step.kind == "user.activate"_L1 && enabled)
        return {Say::tr("is active already")};
    return {{}, item.steps.size() == 1 && step.kind == "user.deactivate"_L1 && !enabled};
}

} // namespace

/// "Cannot tell" is a reason here: whoever typed the user name is not asked about any more.
std::vector<Hindrance> UserActions::protectedOf(const std::vector<Item>& items) const {
    std::vector<UserId> ids;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; m_judge && i < items.size(); ++i) {
        if (std::any_of(items[i].steps.begin(), items[i].steps.end(), takesAccess)) {
            ids.push_back(UserId::fromString(items[i].id));
            places.push_back(i);
        }
    }
    std::vector<Hindrance> reasons(items.size());
    if (ids.empty())
        return reasons;
    const std::vector<Protection> verdicts = m_judge(ids);
    for (std::size_t i = 0; i < places.size(); ++i)
        reasons[places[i]].reason = reasonOf(verdicts[i], false);
    return reasons;
}

void UserActions::prepare(const std::vector<Item>& items, QObject* context, Prepared done) {
    const std::vector<Hindrance> reasons = protectedOf(items); // by the list, before answers by id are put into it
    std::vector<UserId> ids;
    for (const Item& item : items) {
        if (const Step* step = stepToCheck(item))
            ids.push_back(UserId::fromString(step->arguments["id"_L1].toString()));
    }
    if (ids.empty()) {
        QMetaObject::invokeMethod(
            context, [done = std::move(done), reasons] { done(reasons); }, Qt::QueuedConnection);
        return;
    }
    PeopleLookup::start(*m_users, std::move(ids), context,
                        [this, items, reasons, context, done = std::move(done)](const PeopleLookup::Found& found) {
                            for (const User& person : found.people) {
                                if (person.status == UserStatus::Active)
                                    m_seenActive.insert(person.id());
                                else
                                    m_seenActive.remove(person.id());
                            }
                            judgeSubjects(items, reasons, found, context, done);
                            if (m_peopleRead && !found.people.empty())
                                m_peopleRead(found.people);
                        });
}

void UserActions::judgeSubjects(const std::vector<Item>& items, const std::vector<Hindrance>& reasons,
                                const PeopleLookup::Found& found, QObject* context, const Prepared& done) {
    struct Judging {
        std::vector<Hindrance> reasons;
        std::size_t open = 1; // until all are asked
    };

    auto judging = std::make_shared<Judging>();
    judging->reasons = reasons;
    const auto oneIsOver = [judging, done] {
        if (--judging->open == 0)
            done(judging->reasons);
    };
    for (std::size_t i = 0; i < items.size(); ++i) {
        const Step* step = stepToCheck(items[i]);
        if (!step || !reasons[i].reason.isEmpty())
            continue;
        const Verdict verdict = judgeSubject(items[i], *step, found);
        judging->reasons[i].reason = verdict.reason;
        if (!verdict.needsLook)
            continue;
        ++judging->open;
        m_keycloak->lockState(UserId::fromString(step->arguments["id"_L1].toString()), api::Lane::Bulk, context,
                              [judging, i, oneIsOver](const Result<LockState>& lock) {
                                  // Where nobody may look it is sent: who is inactive already stays so
                                  if (lock && !lock->isLocked)
                                      judging->reasons[i].reason = Say::tr("is inactive already");
                                  oneIsOver();
                              });
    }
    oneIsOver();
}

void UserActions::readBack(const std::vector<Sent>& steps, QObject* context, Read done) {
    auto* reading = new UserReadBack(*m_users, *m_keycloak, steps, context, m_peopleRead, std::move(done));
    reading->setSeenActive(m_seenActive);
    reading->start();
}

} // namespace wallaroo::runs
