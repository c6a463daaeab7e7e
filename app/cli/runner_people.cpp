// The commands that change something about people: one after the other, each named with what came of it.
#include "api/usersapi.h"
#include "base/displaytext.h"
#include "cli/runner.h"
#include "domain/protection.h"

#include <algorithm>

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

} // namespace

void Runner::changePeople() {
    const bool invites = m_arguments.command == Command::UsersInvite;
    m_printer.emplace(m_arguments.output, invites ? QStringList{u"E-MAIL"_s, u"OUTCOME"_s, u"ID"_s, u"PASSWORD"_s}
                                                  : QStringList{u"E-MAIL"_s, u"OUTCOME"_s});
    for (const QString& email : std::as_const(m_arguments.people)) // rows are printed as they come
        m_printer->fit({email, notTried(), QUuid().toString(QUuid::WithoutBraces)});
    Q_EMIT changing();
    if (m_arguments.command == Command::UsersDeactivate)
        lookWhoIsProtected();
    else
        nextPerson();
}

/// Keycloak protects nobody: it lets the last administrator deactivate himself.
void Runner::lookWhoIsProtected() {
    api::UsersApi(*m_session, m_session->profile().instance)
        .list(
            this,
            [this](const std::vector<User>& people) {
                m_everybody.insert(m_everybody.end(), people.begin(), people.end());
            },
            [this](const Result<api::ListSummary>& summary) {
                if (!summary)
                    return fail(summary.error());
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
            tellPerson(email, {u"done"_s});
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
            tellPerson(email, {u"done"_s, invited->id.toString(), QString::fromUtf8(invited->password.reveal())});
        });
}

void Runner::tellPerson(const QString& email, const QStringList& cells) {
    if (m_ended)
        return;
    ++m_donePeople;
    printPerson(email, cells);
    nextPerson();
}

void Runner::personFailed(const QString& email, const Error& error) {
    if (m_ended)
        return;
    // A request whose answer was lost may have been applied: that is neither done nor failed.
    const QString outcome = error.kind == ErrorKind::OutcomeUnknown ? u"unknown"_s : u"failed"_s;
    say(email + ": "_L1 + error.sentence + (error.advice.isEmpty() ? QString() : u' ' + error.advice));
    m_lastError = error;
    printPerson(email, {outcome}, error.sentence);
    nextPerson();
}

void Runner::printPerson(const QString& email, const QStringList& cells, const QString& why) {
    m_underWay.clear();
    QJsonObject value{{u"email"_s, email}, {u"outcome"_s, cells.first()}};
    if (cells.size() > 1) {
        value[u"id"_s] = cells[1];
        value[u"password"_s] = cells[2];
    }
    if (!why.isEmpty())
        value[u"why"_s] = why;
    QByteArray text = m_printer->row(QStringList{email} + cells, value); // may hold a password
    const Secret printed = Secret::taking(text);
    m_surroundings.out(printed.reveal());
}

void Runner::stop() {
    m_stopped = true;
    if (m_ended)
        return;
    if (m_underWay.isEmpty())
        return endPeople();
    say(tr("Ends when the answer about %1 is there. Stopped once more it ends at once, and what became of that is "
           "unknown.")
            .arg(displayText(m_underWay, 96)));
}

/// Whoever was not come to is named as well, however the command ends.
void Runner::closePeople() {
    if (!m_printer || (!m_printer->hasBegun() && !m_stopped))
        return;
    if (!m_underWay.isEmpty())
        printPerson(QString(m_underWay), {u"unknown"_s});
    while (m_person < m_arguments.people.size())
        printPerson(m_arguments.people[m_person++], {notTried()});
    m_surroundings.out(m_printer->end());
}

void Runner::endPeople() {
    if (!m_lastError && m_person == m_arguments.people.size())
        return end(Done);
    if (m_donePeople > 0)
        return end(Partly);
    end(m_lastError ? exitCodeFor(*m_lastError) : Failed);
}

} // namespace wallaroo::cli
