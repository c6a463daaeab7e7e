// The commands that change something about people: one after the other, each named with what came of it.
#include "api/usersapi.h"
#include "base/displaytext.h"
#include "cli/runner.h"
#include "domain/protection.h"
#include "runs/ledger.h"

#include <QSet>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::cli {
namespace {

/// As the window says it.
QString reasonOf(Protection protection, bool alone) {
    switch (protection) {
    case Protection::OwnAccount:
        return Runner::tr("This is your own account.");
    case Protection::BuiltIn:
        return Runner::tr("This is the built-in account.");
    case Protection::LastAdministrator:
        return Runner::tr("No active administrator would be left.");
    case Protection::CannotTell: // singly the name was typed out
        return alone ? QString()
                     : Runner::tr("It cannot be told whether this is the last administrator: deactivate singly.");
    case Protection::None:
        break;
    }
    return {};
}

bool isCalled(QByteArrayView text, const QByteArray& name) {
    return !text.isEmpty() && text.compare(name, Qt::CaseInsensitive) == 0;
}

QString notTried() {
    return u"not tried"_s;
}

QString done() {
    return u"done"_s;
}

QString noChangeSeen() {
    return u"no change seen"_s;
}

} // namespace

void Runner::changePeople() {
    const bool invites = m_arguments.command == Command::UsersInvite;
    m_printer.emplace(m_arguments.output, invites ? QStringList{u"E-MAIL"_s, u"OUTCOME"_s, u"ID"_s, u"PASSWORD"_s}
                                                  : QStringList{u"E-MAIL"_s, u"OUTCOME"_s});
    foldPeople();
    for (const QString& email : std::as_const(m_arguments.people)) // rows are printed as they come
        m_printer->fit({email, invites ? notTried() : noChangeSeen(), QUuid().toString(QUuid::WithoutBraces)});
    Q_EMIT changing();
    if (m_arguments.command == Command::UsersDeactivate)
        lookWhoIsProtected();
    else
        nextPerson();
}

/// An address in two spellings is one person.
void Runner::foldPeople() {
    QSet<QString> seen;
    QStringList people;
    for (const QString& email : std::as_const(m_arguments.people)) {
        if (seen.contains(email.toCaseFolded())) {
            say(tr("%1 is given more than once, and taken once.").arg(displayText(email, 96)));
            continue;
        }
        seen.insert(email.toCaseFolded());
        people << email;
    }
    m_arguments.people = people;
}

/// Keycloak protects nobody: it lets the last administrator deactivate himself.
void Runner::lookWhoIsProtected() {
    m_everybody.clear();
    api::UsersApi(*m_session, m_session->profile().instance)
        .list(
            this,
            [this](const std::vector<User>& people) {
                m_everybody.insert(m_everybody.end(), people.begin(), people.end());
            },
            [this](const Result<api::ListSummary>& summary) {
                if (!summary)
                    return againOrFail(summary.error(), [this] { lookWhoIsProtected(); });
                goesOn();
                judgePeople();
                nextPerson();
            });
}

void Runner::judgePeople() {
    AccessGuard guard(ownId());
    for (const User& person : m_everybody)
        guard.see(person);
    std::vector<User> chosen;
    QStringList addresses;
    for (const QString& email : std::as_const(m_arguments.people)) {
        const auto found =
            std::find_if(m_everybody.begin(), m_everybody.end(),
                         [name = email.toUtf8()](const User& person) { return isCalled(person.emailUtf8(), name); });
        if (found == m_everybody.end()) {
            m_leftOut[email] = {ErrorKind::BadInput, tr("Nobody with this address is visible to you."), {}, {}};
            continue;
        }
        chosen.push_back(*found);
        addresses << email;
    }
    const std::vector<Protection> verdicts = guard.judge(chosen);
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
        if (const QString why = reasonOf(verdicts[i], chosen.size() == 1); !why.isEmpty())
            m_leftOut[addresses[static_cast<qsizetype>(i)]] = {ErrorKind::NotAllowed, why, {}, {}};
    }
    m_everybody = {};
}

UserId Runner::ownId() const {
    const auto facts = m_session->facts();
    if (!facts.subject.isEmpty())
        return UserId::fromString(facts.subject);
    const QByteArray name = m_session->profile().username.toUtf8();
    const auto own = std::find_if(m_everybody.begin(), m_everybody.end(), [&name](const User& person) {
        return isCalled(person.usernameUtf8(), name) || isCalled(person.emailUtf8(), name);
    });
    return own == m_everybody.end() ? UserId() : own->id();
}

void Runner::nextPerson() {
    if (m_ended)
        return;
    if (m_stopped || m_person == m_arguments.people.size())
        return endPeople();
    const QString email = m_arguments.people[m_person++];
    if (m_leftOut.contains(email))
        return personFailed(email, m_leftOut.value(email));
    const auto changed = [this, email](const Result<api::Receipt>& receipt) {
        if (receipt)
            tellPerson(email, {done()});
        else
            personFailed(email, receipt.error());
    };
    m_underWay = email;
    api::UsersApi users(*m_session, m_session->profile().instance);
    if (m_arguments.command == Command::UsersActivate)
        users.activate(email, http::Lane::Interactive, this, changed);
    else if (m_arguments.command == Command::UsersDeactivate)
        users.deactivate(email, http::Lane::Interactive, this, changed);
    else
        invite(email);
}

void Runner::invite(const QString& email) {
    api::Invitation invitation;
    invitation.email = email;
    api::UsersApi(*m_session, m_session->profile().instance)
        .invite(invitation, http::Lane::Interactive, this, [this, email](const Result<api::Invited>& invited) {
            if (!invited)
                return personFailed(email, invited.error());
            // The password for the first sign-in is told once, here: that is what the command is for.
            tellPerson(email, {done(), invited->id.toString(), QString::fromUtf8(invited->password.reveal())});
        });
}

void Runner::tellPerson(const QString& email, const QStringList& cells) {
    if (m_ended)
        return;
    goesOn();
    ++m_donePeople;
    takePerson({email, cells, {}});
    nextPerson();
}

void Runner::personFailed(const QString& email, const Error& error) {
    if (m_ended || isHeldBack(error))
        return;
    // A request whose answer was lost may have been applied: that is neither done nor failed.
    const bool isOpen = runs::isOpen(error);
    if (runs::endsSession(error) && !m_sessionEnd)
        m_sessionEnd = error;
    const Error why = isOpen ? error : m_sessionEnd.value_or(error);
    const QString outcome = isOpen ? u"unknown"_s : m_sessionEnd ? notTried() : u"failed"_s;
    say(email + ": "_L1 + told(why));
    m_lastError = m_sessionEnd.value_or(error);
    takePerson({email, {outcome}, why.sentence});
    // Nobody else would fare better, and a server that goes on asking for fewer requests is not sent more.
    if (m_sessionEnd || error.kind == ErrorKind::TooManyRequests)
        return endPeople();
    nextPerson();
}

/// Not applied, so nothing is lost: the same person is next, after the pause.
bool Runner::isHeldBack(const Error& error) {
    if (error.kind != ErrorKind::TooManyRequests)
        m_pauses = 0; // it answers again, if only to refuse
    if (!pause(error, [this] { nextPerson(); }))
        return false;
    --m_person;
    m_underWay.clear();
    return true;
}

/// What is looked at again in the end has to wait for that; not behind a stop, after which the next one ends at once.
void Runner::takePerson(const PersonRow& row) {
    m_underWay.clear();
    if (m_arguments.command == Command::UsersInvite || m_stopped)
        printPerson(row);
    else
        m_toRead.push_back(row);
}

void Runner::printPerson(const PersonRow& row) {
    QJsonObject value{{u"email"_s, row.email}, {u"outcome"_s, row.cells.first()}};
    if (row.cells.size() > 1) {
        value[u"id"_s] = row.cells[1];
        value[u"password"_s] = row.cells[2];
    }
    if (!row.why.isEmpty())
        value[u"why"_s] = row.why;
    QByteArray text = m_printer->row(QStringList{row.email} + row.cells, value); // may hold a password
    const Secret printed = Secret::taking(text);
    m_surroundings.out(printed.reveal());
}

void Runner::printRead() {
    for (const PersonRow& row : std::exchange(m_toRead, {}))
        printPerson(row);
}

void Runner::stop() {
    m_stopped = true;
    if (m_ended)
        return;
    printRead();
    if (m_underWay.isEmpty())
        return endPeople();
    say(tr("Ends when the answer about %1 is there. Stopped once more it ends at once, and what became of that is "
           "unknown.")
            .arg(displayText(m_underWay, 96)));
}

/// Whoever was not come to is named as well, however the command ends.
void Runner::closePeople() {
    if (!m_printer)
        return;
    printRead();
    if (!m_underWay.isEmpty())
        printPerson({std::exchange(m_underWay, {}), {u"unknown"_s}, {}});
    while (m_person < m_arguments.people.size())
        printPerson({m_arguments.people[m_person++], {notTried()}, {}});
    m_surroundings.out(m_printer->end());
}

/// 200 does not prove a change. By id, whom a lock holds reads as inactive, so the list is asked, once for all.
void Runner::readBack() {
    const auto active = std::make_shared<QHash<QString, bool>>();
    api::UsersApi(*m_session, m_session->profile().instance)
        .list(
            this,
            [active](const std::vector<User>& people) {
                for (const User& person : people) {
                    if (!person.emailUtf8().isEmpty())
                        active->insert(person.email().toCaseFolded(), person.status != UserStatus::Inactive);
                }
            },
            [this, active](const Result<api::ListSummary>& summary) {
                if (m_ended || (!summary && pause(summary.error(), [this] { readBack(); })))
                    return;
                if (summary)
                    judgeRead(*active);
                else // what the answers said stays
                    say(tr("Whether it was done could not be looked up: %1").arg(summary.error().sentence));
                endPeople();
            });
}

void Runner::judgeRead(const QHash<QString, bool>& active) {
    const bool wanted = m_arguments.command == Command::UsersActivate;
    for (PersonRow& row : m_toRead) {
        const auto found = active.constFind(row.email.toCaseFolded());
        if (row.cells.first() != done() || found == active.cend() || *found == wanted)
            continue;
        row.why = wanted ? tr("The server said yes, and the person is still inactive.")
                         : tr("The server said yes, and the person is still active.");
        row.cells = {noChangeSeen()};
        say(row.email + ": "_L1 + row.why);
        --m_donePeople;
        m_lastError = Error{ErrorKind::ServerFailed, row.why, {}, {}};
    }
}

void Runner::endPeople() {
    const bool looks = m_arguments.command != Command::UsersInvite && m_donePeople > 0 && !m_stopped && !m_sessionEnd;
    if (looks && !std::exchange(m_wasRead, true))
        return readBack();
    if (!m_lastError && m_person == m_arguments.people.size())
        return end(Done);
    if (m_donePeople > 0)
        return end(Partly);
    end(m_lastError ? exitCodeFor(*m_lastError) : Failed);
}

} // namespace wallaroo::cli
