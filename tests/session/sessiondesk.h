#pragma once

#include "session/session.h"
#include "support/fakeclock.h"
#include "support/fakesender.h"
#include "teststore.h"

#include <QSignalSpy>
#include <QTest>

namespace wallaroo::test {

inline const QString passwordGrant = QStringLiteral("token (password)");
inline const QString refreshGrant = QStringLiteral("token (refresh)");
inline const QString clientGrant = QStringLiteral("token (client credentials)");
inline const QString logoutCall = QStringLiteral("logout");
inline const QString revokeCall = QStringLiteral("revoke");
inline const QString discoveryCall = QStringLiteral("discovery");
inline const QString deviceStart = QStringLiteral("device sign-in");
inline const QString devicePoll = QStringLiteral("token (device)");

inline constexpr const char* realmPath = "https://fake.invalid/auth/realms/master";

/// What Keycloak says of itself. `base`: where its addresses lie.
inline QByteArray discoveryJson(const QByteArray& issuer = realmPath, const QByteArray& base = realmPath) {
    return "{\"issuer\":\"" + issuer + "\",\"token_endpoint\":\"" + base
           + "/protocol/openid-connect/token\",\"device_authorization_endpoint\":\"" + base
           + "/protocol/openid-connect/auth/device\",\"end_session_endpoint\":\"" + base
           + "/protocol/openid-connect/logout\",\"grant_types_supported\":[\"password\",\"refresh_token\","
             "\"client_credentials\",\"urn:ietf:params:oauth:grant-type:device_code\"]}";
}

/// A JSON Web Token with these claims and no signature worth the name.
inline QByteArray jsonWebToken(const QByteArray& claims) {
    const auto options = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
    return QByteArray("{\"alg\":\"RS256\"}").toBase64(options) + '.' + claims.toBase64(options) + ".c2ln";
}

/// What Keycloak answers; an empty refresh token is left out.
inline QByteArray tokenJson(const QByteArray& access, const QByteArray& refresh, int seconds = 3600,
                            int refreshSeconds = 1800) {
    QByteArray json = "{\"access_token\":\"" + access + "\",\"expires_in\":" + QByteArray::number(seconds)
                      + ",\"refresh_expires_in\":" + QByteArray::number(refreshSeconds) + ",\"token_type\":\"Bearer\"";
    if (!refresh.isEmpty())
        json += ",\"refresh_token\":\"" + refresh + "\"";
    return json + "}";
}

inline QByteArray oauthError(const QByteArray& code, const QByteArray& description) {
    return "{\"error\":\"" + code + "\",\"error_description\":\"" + description + "\"}";
}

inline session::Profile testProfile() {
    auto profile = session::Profile::make();
    profile.instance = {QUrl(QStringLiteral("https://fake.invalid")),
                        QUrl(QStringLiteral("https://fake.invalid/auth"))};
    profile.username = QStringLiteral("mary");
    return profile;
}

/// The seconds, minutes and hours of a test, in ms.
constexpr qint64 seconds(qint64 number) {
    return number * 1000;
}

constexpr qint64 minutes(qint64 number) {
    return seconds(number * 60);
}

/// A session and everything around it, with what it said.
class SessionDesk {
public:
    explicit SessionDesk(const session::Profile& profile = testProfile())
        : session(std::make_unique<session::Session>(profile, sender, store, clock)) {
        session->setDiscovery(offers(profile.instance)); // as the dialog does; what asks for it has a test of its own
        session->setIdleLimit(0);
        spy();
    }

    /// What an instance as it should be offers.
    static api::Discovery offers(const Instance& instance) {
        api::Discovery discovery;
        discovery.issuer = QLatin1StringView(realmPath);
        discovery.endpoints = api::Endpoints::documented(instance);
        return discovery;
    }

    static session::Credentials credentials(bool remember = true) {
        return {QStringLiteral("mary"), Secret("canary-password-1"), {}, Secret("canary-client-1"), remember};
    }

    /// Signs in: access-1 and refresh-1, 3600 and 1800 s unless told otherwise.
    void signIn(int lifeSeconds = 3600, int refreshSeconds = 1800, bool remember = true) {
        sender.expect(passwordGrant.toUtf8()).answer(tokenJson("access-1", "refresh-1", lifeSeconds, refreshSeconds));
        session->signIn(credentials(remember));
        QTRY_COMPARE(session->state(), session::State::SignedIn);
        settle();
    }

    /// Everything that was queued has happened.
    static void settle() {
        for (int round = 0; round < 12; ++round)
            QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents();
    }

    /// Time goes by, and the session looks at its clocks.
    void advance(qint64 ms) {
        clock.advance(ms);
        session->checkClocks();
        settle();
    }

    static http::Request request(const QString& name, http::Effect effect = http::Effect::Reads) {
        http::Request made;
        made.name = name;
        made.url = QUrl(QStringLiteral("https://fake.invalid/v1/api/") + name);
        made.effect = effect;
        made.body = Secret("{}");
        return made;
    }

    http::Handle send(const QString& name, http::Effect effect = http::Effect::Reads) {
        return session->send(request(name, effect), &context,
                             [this](const Result<http::Response>& result) { results.push_back(result); });
    }

    [[nodiscard]] QByteArray stored(secrets::Kind kind) const { return store.content(session->profile().id, kind); }

    /// The refresh token that the last request with one carried.
    [[nodiscard]] QByteArray lastRefreshToken() const {
        for (auto seen = sender.requests().rbegin(); seen != sender.requests().rend(); ++seen) {
            const auto at = seen->body.indexOf("refresh_token=");
            if (at >= 0)
                return seen->body.mid(at + 14).split('&').front();
        }
        return {};
    }

    static Error error(const QSignalSpy& spy) { return spy.last().first().value<Error>(); }

    /// What was said of the server at the last sign-out.
    [[nodiscard]] session::ServerEnd atServer() const { return signedOut->last().first().value<session::ServerEnd>(); }

    static ErrorKind kind(const QSignalSpy& spy) { return error(spy).kind; }

    FakeClock clock;
    FakeSender sender;
    TestStore store;
    QObject context;
    std::unique_ptr<session::Session> session;
    std::vector<Result<http::Response>> results;
    std::unique_ptr<QSignalSpy> signedIn, signInFailed, passwordNeeded, tokensChanged, renewFailed, inferenceFailed,
        keepingChanged, profileChanged, signedOut, stateChanged, secretNeeded, lockedUp, deviceCodeReady;

private:
    void spy() {
        using session::Session;
        const auto on = [this](auto signal) { return std::make_unique<QSignalSpy>(session.get(), signal); };
        signedIn = on(&Session::signedIn);
        signInFailed = on(&Session::signInFailed);
        passwordNeeded = on(&Session::passwordNeeded);
        tokensChanged = on(&Session::tokensChanged);
        renewFailed = on(&Session::renewFailed);
        inferenceFailed = on(&Session::inferenceFailed);
        keepingChanged = on(&Session::keepingChanged);
        profileChanged = on(&Session::profileChanged);
        signedOut = on(&Session::signedOut);
        secretNeeded = on(&Session::secretNeeded);
        lockedUp = on(&Session::lockedUp);
        deviceCodeReady = on(&Session::deviceCodeReady);
        stateChanged = on(&Session::stateChanged);
    }
};

} // namespace wallaroo::test
