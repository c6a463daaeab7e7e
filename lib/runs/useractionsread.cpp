#include "base/displaytext.h"
#include "runs/peoplelookup.h"
#include "runs/useractions.h"
#include "runs/userreadback.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::runs {
namespace {

struct Say {
    Q_DECLARE_TR_FUNCTIONS(wallaroo::UserActions)
};

/// The step that goes by an address which may have changed, or is needless by now.
const Step* stepToCheck(const Item& item) {
    for (const Step& step : item.steps) {
        if (step.kind == "user.deactivate"_L1 || step.kind == "user.activate"_L1)
            return &step;
    }
    return nullptr;
}

struct Verdict {
    QString reason;
    bool needsLook = false; ///< reads as inactive: so does an active person whom a brute-force lock holds
};

Verdict judgeSubject(const Item& item, const Step& step, const PeopleLookup::Found& found) {
    const User* person = found.byId(step.arguments["id"_L1].toString());
    if (!person && found.error)
        return {Say::tr("could not be read again: %1").arg(found.error->sentence)};
    if (!person)
        return {Say::tr("is not there any more")};
    const QString email = step.arguments["email"_L1].toString();
    if (!email.isEmpty() && person->email().compare(email, Qt::CaseInsensitive) != 0)
        return {Say::tr("its e-mail address is now %1").arg(displayText(person->email()))};
    // With several steps the others still have something to do
    const bool enabled = person->status != UserStatus::Inactive;
    if (item.steps.size() == 1 && step.kind == "user.activate"_L1 && enabled)
        return {Say::tr("is active already")};
    return {{}, item.steps.size() == 1 && step.kind == "user.deactivate"_L1 && !enabled};
}

} // namespace

void UserActions::prepare(const std::vector<Item>& items, QObject* context, Prepared done) {
    std::vector<UserId> ids;
    for (const Item& item : items) {
        if (const Step* step = stepToCheck(item))
            ids.push_back(UserId::fromString(step->arguments["id"_L1].toString()));
    }
    if (ids.empty())
        return Actions::prepare(items, context, std::move(done));
    PeopleLookup::start(*m_users, std::move(ids), context,
                        [this, items, context, done = std::move(done)](const PeopleLookup::Found& found) {
                            judgeSubjects(items, found, context, done);
                            if (m_peopleRead && !found.people.empty())
                                m_peopleRead(found.people);
                        });
}

void UserActions::judgeSubjects(const std::vector<Item>& items, const PeopleLookup::Found& found, QObject* context,
                                const Prepared& done) {
    struct Judging {
        std::vector<QString> reasons;
        std::size_t open = 1; // until all are asked
    };

    auto judging = std::make_shared<Judging>();
    judging->reasons.resize(items.size());
    const auto oneIsOver = [judging, done] {
        if (--judging->open == 0)
            done(judging->reasons);
    };
    for (std::size_t i = 0; i < items.size(); ++i) {
        const Step* step = stepToCheck(items[i]);
        if (!step)
            continue;
        const Verdict verdict = judgeSubject(items[i], *step, found);
        judging->reasons[i] = verdict.reason;
        if (!verdict.needsLook)
            continue;
        ++judging->open;
        m_keycloak->lockState(UserId::fromString(step->arguments["id"_L1].toString()), api::Lane::Bulk, context,
                              [judging, i, oneIsOver](const Result<LockState>& lock) {
                                  // Where nobody may look it is sent: who is inactive already stays so
                                  if (lock && !lock->isLocked)
                                      judging->reasons[i] = Say::tr("is inactive already");
                                  oneIsOver();
                              });
    }
    oneIsOver();
}

void UserActions::readBack(const std::vector<Sent>& steps, QObject* context, Read done) {
    auto* reading = new UserReadBack(*m_users, *m_keycloak, steps, context, m_peopleRead, std::move(done));
    reading->start();
}

} // namespace wallaroo::runs
