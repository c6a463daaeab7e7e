#pragma once

#include "appdesk.h"
#include "support/fakeclock.h"
#include "support/scriptedserver.h"

#include <QHash>
#include <QSet>

#include <functional>

namespace wallaroo::test {

inline constexpr int patienceMs = 20'000;

/// An instance whose Keycloak rotates refresh tokens and takes none twice, in the event loop of the test.
class FakeInstance {
public:
    FakeInstance() {
        m_server.onRequest([this](const QByteArray& request) { return answer(request); });
    }

    /// A profile that signed in before, with its secrets in that keychain.
    template <typename Desk>
    session::Profile kept(Desk& desk, const QString& name, const QString& user = QStringLiteral("mary"),
                          session::Way way = session::Way::Password) {
        auto profile = session::Profile::make();
        profile.name = name;
        profile.instance = {m_server.url({}), m_server.url(QStringLiteral("/auth"))};
        profile.typedInstance = m_server.url({}).toString();
        profile.username = user;
        profile.way = way;
        profile.clientSecretStored = true;
        profile.refreshTokenStored = way != session::Way::InferenceOnly;
        QObject nobody;
        desk.keychain.write({profile.id, secrets::Kind::ClientSecret}, Secret(clientSecret), &nobody, [](auto) {});
        desk.keychain.write({profile.id, secrets::Kind::RefreshToken}, Secret(refreshToken()), &nobody, [](auto) {});
        session::ProfileStore store(desk.folder.filePath(QStringLiteral("profiles.json")));
        [[maybe_unused]] const auto loaded = store.load();
        [[maybe_unused]] const auto saved = store.save(profile);
        return profile;
    }

    /// The session ends, as an administrator or the idle time would end it.
    void endSession() { m_ended = true; }

    [[nodiscard]] QByteArray refreshToken() const {
        return person.isEmpty() ? "refresh-" + QByteArray::number(m_rotations) : tokenOf(person, m_rotations);
    }

    /// As Keycloak makes them, but for the signature.
    static QByteArray tokenOf(const QByteArray& who, int number) {
        const auto part = [](const QByteArray& json) { return json.toBase64(QByteArray::Base64UrlEncoding); };
        return part(R"({"alg":"HS512"})") + '.'
               + part(R"({"sub":"id-of-)" + who + R"(","jti":")" + QByteArray::number(number) + R"("})") + ".c2ln";
    }

    /// The same person signs in with another process: its refresh token.
    QByteArray signInElsewhere() {
        m_ended = false;
        ++m_rotations;
        return refreshToken();
    }

    /// How often a request of this kind came: "refresh_token", "password", "client_credentials", "logout", "device",
    /// "call".
    [[nodiscard]] int count(const QByteArray& kind) const { return static_cast<int>(asked.count(kind)); }

    QByteArray clientSecret = "canary-client-secret";
    QByteArray password = "canary-password";
    QByteArray person{};            ///< whose tokens they are; empty: they do not tell
    int slowMs = 0;                 ///< before each answer about tokens
    QSet<QByteArray> stalled;       ///< kinds that are not answered
    QHash<QByteArray, int> failing; ///< kinds that are answered by this status
    QList<QByteArray> asked;
    std::function<void(const QByteArray& kind)> onAsked; ///< before it is answered

private:
    static QByteArray field(const QByteArray& request, const QByteArray& name) {
        const auto fields = ScriptedServer::body(request).split('&');
        for (const QByteArray& each : fields) {
            if (each.startsWith(name + '='))
                return QByteArray::fromPercentEncoding(each.mid(name.size() + 1));
        }
        return {};
    }

    Script answer(const QByteArray& request) {
        const QByteArray line = request.left(request.indexOf('\r'));
        const bool isToken = line.contains("/openid-connect/token");
        const bool isLogout = line.contains("/openid-connect/logout");
        if (line.contains("/.well-known/"))
            return {sendBytes(answerBytes(404, "{}"))};
        const bool isDevice = line.contains("/auth/device");
        const QByteArray kind = isToken    ? field(request, "grant_type")
                                : isLogout ? QByteArray("logout")
                                : isDevice ? QByteArray("device")
                                           : QByteArray("call");
        asked << kind;
        if (onAsked)
            onAsked(kind);
        if (stalled.contains(kind))
            return {stall()};
        if (failing.contains(kind))
            return {sendBytes(answerBytes(failing.value(kind), "{}"))};
        if (kind == "call")
            return {sendBytes(answerBytes(200, "[]"))};
        if (isDevice)
            return {sendBytes(answerBytes(200, device()))};
        Script script;
        if (slowMs > 0)
            script.push_back(waitMs(slowMs));
        script.push_back(sendBytes(isLogout ? answerBytes(204, {}) : token(request)));
        return script;
    }

    QByteArray token(const QByteArray& request) {
        const QByteArray login = QByteArray::fromBase64(ScriptedServer::header(request, "Authorization").mid(6));
        if (!login.endsWith(':' + clientSecret))
            return refused(
                R"({"error":"unauthorized_client","error_description":"Invalid client or Invalid client credentials"})");
        const QByteArray kind = field(request, "grant_type");
        if (kind == "client_credentials")
            return answerBytes(200,
                               R"({"access_token":"access-of-the-client","expires_in":3600,"token_type":"Bearer"})");
        if (kind == "password" && field(request, "password") != password)
            return refused(R"({"error":"invalid_grant","error_description":"Invalid user credentials"})");
        if (kind == "refresh_token" && (m_ended || field(request, "refresh_token") != refreshToken()))
            return answerBytes(400, R"({"error":"invalid_grant","error_description":"Stale token"})");
        m_ended = false;
        ++m_rotations;
        const QByteArray access = person.isEmpty()
                                      ? "access-" + QByteArray::number(m_rotations) + "-canary-access-token"
                                      : tokenOf(person, 1000 + m_rotations);
        return answerBytes(200, R"({"access_token":")" + access
                                    + R"(","expires_in":3600,"refresh_expires_in":86400,)"
                                      R"("token_type":"Bearer","refresh_token":")"
                                    + refreshToken() + R"("})");
    }

    [[nodiscard]] QByteArray device() const {
        const QByteArray page = m_server.url(QStringLiteral("/auth/realms/master/device")).toEncoded();
        return R"({"device_code":"canary-device-code","user_code":"WDJB-MJHT","verification_uri":")" + page
               + R"(","expires_in":600,"interval":5})";
    }

    static QByteArray refused(const QByteArray& json) { return answerBytes(401, json); }

    ScriptedServer m_server;
    int m_rotations = 1;
    bool m_ended = false;
};

/// A program whose clock the test turns.
using TurnedDesk = BasicAppDesk<FakeClock>;

template <typename Widget>
Widget* in(const QWidget* window, const char* name) {
    return window ? window->findChild<Widget*>(QLatin1String(name)) : nullptr;
}

/// What the status line says of the session.
inline QString sessionText(const MainWindow* window) {
    const auto* button = named<QAbstractButton>(window, QStringLiteral("Session"));
    return button ? button->text() : QString();
}

inline void waitUntilSignedIn(const TurnedDesk& desk) {
    const QString begin = QStringLiteral("Signed in, asked again");
    QTRY_VERIFY_WITH_TIMEOUT(desk.window() && sessionText(desk.window()).startsWith(begin), patienceMs);
}

} // namespace wallaroo::test
