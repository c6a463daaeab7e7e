#pragma once

#include "secrets/memorystore.h"
#include "support/account.h"
#include "support/fakeclock.h"
#include "support/sandboxrun.h"

#include <QDateTime>
#include <QTest>

#include <algorithm>

namespace wallaroo::test {

inline constexpr int waitsMs = 30'000;

/// An account of a sandbox, signed in and with its people listed, without a window.
class AccountDesk {
public:
    explicit AccountDesk(const QStringList& options = {})
        : sandbox(options),
          clock(QDateTime::currentMSecsSinceEpoch()),
          account(profileOf(sandbox), store, clock) {
        account.isSandbox = true;
        account.keepJournals({});
        account.session.setIdleLimit(0);
    }

    bool open() {
        session::Credentials credentials;
        credentials.username = sandbox.username;
        credentials.password = Secret(sandbox.password.toUtf8());
        credentials.clientSecret = Secret(sandbox.secret.toUtf8());
        account.session.signIn(std::move(credentials));
        return QTest::qWaitFor([this] { return account.session.state() == session::State::SignedIn; }, waitsMs)
               && list();
    }

    bool list() {
        account.users.beginLoad();
        account.usersApi.list(
            &m_context, [this](std::vector<User> rows) { account.users.append(std::move(rows)); },
            [this](const Result<api::ListSummary>&) { account.users.endLoad(); });
        return QTest::qWaitFor([this] { return account.users.phase() == models::TableModel::Phase::Loaded; }, waitsMs);
    }

    /// The person with this address; an empty one when there is none.
    [[nodiscard]] User withEmail(const QByteArray& email) const {
        const auto all = account.users.all();
        const auto found =
            std::find_if(all.begin(), all.end(), [&email](const User& one) { return one.emailUtf8() == email; });
        return found == all.end() ? User() : *found;
    }

private:
    static session::Profile profileOf(const SandboxRun& sandbox) {
        auto made = session::Profile::make();
        made.name = QStringLiteral("staging");
        made.instance = *Instance::fromTyped(sandbox.address.toString());
        made.clientId = sandbox.client;
        made.username = sandbox.username;
        made.remember = false;
        return made;
    }

public:
    SandboxRun sandbox;
    FakeClock clock;
    secrets::MemoryStore store;
    Account account;

private:
    QObject m_context;
};

} // namespace wallaroo::test
