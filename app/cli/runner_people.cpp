// The commands that change something about people: one after the other, each named with what came of it.
#include "api/usersapi.h"
#include "cli/runner.h"

using namespace Qt::Literals::StringLiterals;

namespace wallaroo::cli {

void Runner::changePeople() {
    const bool invites = m_arguments.command == Command::UsersInvite;
    m_rows.heads = invites ? QStringList{u"E-MAIL"_s, u"OUTCOME"_s, u"ID"_s, u"PASSWORD"_s}
                           : QStringList{u"E-MAIL"_s, u"OUTCOME"_s};
    nextPerson();
}

void Runner::nextPerson() {
    if (m_person == m_arguments.people.size())
        return endPeople();
    const QString email = m_arguments.people[m_person++];
    const auto changed = [this, email](const Result<api::Receipt>& receipt) {
        if (receipt)
            tellPerson(email, {u"done"_s});
        else
            personFailed(email, receipt.error());
    };
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
    ++m_donePeople;
    m_rows.cells << QStringList{email} + cells;
    QJsonObject value{{u"email"_s, email}, {u"outcome"_s, cells.first()}};
    if (cells.size() > 1) {
        value[u"id"_s] = cells[1];
        value[u"password"_s] = cells[2];
    }
    m_rows.values << value;
    nextPerson();
}

void Runner::personFailed(const QString& email, const Error& error) {
    // A request whose answer was lost may have been applied: that is neither done nor failed.
    const QString outcome = error.kind == ErrorKind::OutcomeUnknown ? u"unknown"_s : u"failed"_s;
    say(email + ": "_L1 + error.sentence + (error.advice.isEmpty() ? QString() : u' ' + error.advice));
    m_lastError = error;
    m_rows.cells << QStringList{email, outcome};
    m_rows.values << QJsonObject{{u"email"_s, email}, {u"outcome"_s, outcome}, {u"why"_s, error.sentence}};
    nextPerson();
}

void Runner::endPeople() {
    const Secret printed = [this] {
        QByteArray text = print(m_rows, m_arguments.output); // may hold passwords
        return Secret::taking(text);
    }();
    m_rows = {};
    m_surroundings.out(printed.reveal());
    if (!m_lastError)
        return end(Done);
    end(m_donePeople > 0 ? Partly : exitCodeFor(*m_lastError));
}

} // namespace wallaroo::cli
