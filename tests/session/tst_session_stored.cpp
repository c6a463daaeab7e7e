#include "session/storedsecrets.h"
#include "sessiondesk.h"

#include <QTemporaryDir>

using namespace wallaroo;
using namespace wallaroo::session;
using namespace wallaroo::test;
using secrets::Kind;

/// What is stored where, and forgetting it; the keychain's failures in words, and trying again.
class TestStored : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ProfileStore> m_profiles;
    TestStore m_store;

    QUuid add(const QString& name, const QList<Kind>& kinds) {
        auto profile = testProfile();
        profile.name = name;
        profile.keychain = QStringLiteral("Test Keyring");
        for (const Kind kind : kinds) {
            m_store.put(profile.id, kind, "canary");
            (kind == Kind::ClientSecret   ? profile.clientSecretStored
             : kind == Kind::SignInSecret ? profile.signInSecretStored
             : kind == Kind::AccessToken  ? profile.accessTokenStored
                                          : profile.refreshTokenStored) = true;
        }
        if (!m_profiles->update(profile))
            qFatal("not saved");
        return profile.id;
    }

private Q_SLOTS:

    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_profiles = std::make_unique<ProfileStore>(m_folder->filePath(QStringLiteral("profiles.json")));
        m_store.contents.clear();
        m_store.failure.reset();
    }

    void listsEachOfEachProfile() {
        const QUuid first = add(QStringLiteral("One"), {Kind::ClientSecret, Kind::RefreshToken});
        add(QStringLiteral("Nothing"), {});
        const QUuid third = add(QStringLiteral("Three"), {Kind::SignInSecret});
        StoredSecrets stored(m_store, *m_profiles);
        const auto items = stored.items();
        QCOMPARE(items.size(), 3);
        QCOMPARE(items[0].profile, first);
        QCOMPARE(items[0].title, QStringLiteral("One"));
        QVERIFY(items[0].kind == Kind::ClientSecret);
        QCOMPARE(items[0].client, QStringLiteral("api-client"));
        QCOMPARE(items[0].keychain, QStringLiteral("Test Keyring"));
        QVERIFY(items[1].kind == Kind::RefreshToken);
        QCOMPARE(items[2].profile, third);
        QVERIFY(m_store.log.isEmpty()); // to know it nothing is read
    }

    void forgetsOneAndNoOther() {
        const QUuid first = add(QStringLiteral("One"), {Kind::ClientSecret, Kind::RefreshToken, Kind::AccessToken});
        const QUuid other = add(QStringLiteral("Other"), {Kind::RefreshToken});
        StoredSecrets stored(m_store, *m_profiles);
        std::optional<Result<void>> outcome;
        stored.forget(first, Kind::RefreshToken, this, [&](const auto& ended) { outcome = ended; });
        QTRY_VERIFY(outcome);
        QVERIFY(*outcome);
        QVERIFY(m_store.content(first, Kind::RefreshToken).isEmpty());
        QVERIFY(!m_store.content(first, Kind::ClientSecret).isEmpty());
        QVERIFY(!m_store.content(other, Kind::RefreshToken).isEmpty());
        ProfileStore again(m_folder->filePath(QStringLiteral("profiles.json")));
        QVERIFY(again.load());
        QVERIFY(!again.find(first)->refreshTokenStored);
        QVERIFY(again.find(first)->clientSecretStored);
        outcome.reset();
        stored.forgetAll(first, this, [&](const auto& ended) { outcome = ended; });
        QTRY_VERIFY(outcome);
        QVERIFY(*outcome);
        QVERIFY(m_store.content(first, Kind::ClientSecret).isEmpty());
        QVERIFY(m_store.content(first, Kind::AccessToken).isEmpty());
        QCOMPARE(stored.items().size(), 1);
    }

    void whatCannotBeForgottenStaysListed() {
        const QUuid first = add(QStringLiteral("One"), {Kind::ClientSecret, Kind::RefreshToken});
        m_store.failure = Error{ErrorKind::KeychainLocked, QStringLiteral("Test Keyring is locked."), {}, {}};
        StoredSecrets stored(m_store, *m_profiles);
        for (const bool all : {false, true}) {
            std::optional<Result<void>> outcome;
            const auto done = [&](const Result<void>& ended) { outcome = ended; };
            if (all)
                stored.forgetAll(first, this, done);
            else
                stored.forget(first, Kind::ClientSecret, this, done);
            QTRY_VERIFY(outcome);
            QVERIFY(!*outcome);
            QCOMPARE(outcome->error().kind, ErrorKind::KeychainLocked);
            QCOMPARE(stored.items().size(), 2);
        }
    }

    void whatIsPerhapsThereIsListedAndForgotten() {
        const QUuid first = add(QStringLiteral("One"), {Kind::ClientSecret});
        m_store.put(first, Kind::RefreshToken, "left behind");
        QVERIFY(m_profiles->edit(first, [](Profile& profile) { profile.perhapsStored = {Kind::RefreshToken}; }));
        ProfileStore again(m_folder->filePath(QStringLiteral("profiles.json"))); // the next start
        QVERIFY(again.load());
        StoredSecrets stored(m_store, again);
        const auto items = stored.items();
        QCOMPARE(items.size(), 2);
        QVERIFY(items[0].isSure);
        QVERIFY(items[1].kind == Kind::RefreshToken && !items[1].isSure);
        QVERIFY(again.find(first)->hasStoredSecrets());
        std::optional<Result<void>> outcome;
        stored.forgetAll(first, this, [&](const auto& ended) { outcome = ended; });
        QTRY_VERIFY(outcome);
        QVERIFY(*outcome);
        QVERIFY(m_store.contents.isEmpty());
        QVERIFY(stored.items().isEmpty());
        QVERIFY(!again.find(first)->hasStoredSecrets());
    }

    void whoAskedMayBeGone() {
        const QUuid first = add(QStringLiteral("One"), {Kind::ClientSecret});
        auto stored = std::make_unique<StoredSecrets>(m_store, *m_profiles);
        auto asker = std::make_unique<QObject>();
        bool called = false;
        stored->forget(first, Kind::ClientSecret, asker.get(), [&](const auto&) { called = true; });
        asker.reset();
        SessionDesk::settle();
        QVERIFY(!called);
        QVERIFY(stored->items().isEmpty());
        stored->forgetAll(first, this, [&](const auto&) { called = true; });
        stored.reset();
        SessionDesk::settle();
        QVERIFY(!called);
    }

    void theSessionInUseForgetsByItself() {
        SessionDesk desk;
        desk.signIn();
        std::optional<Result<void>> outcome;
        desk.session->forgetStored(Kind::RefreshToken, this, [&](const auto& ended) { outcome = ended; });
        QTRY_VERIFY(outcome);
        QVERIFY(*outcome);
        QVERIFY(desk.stored(Kind::RefreshToken).isEmpty());
        QVERIFY(!desk.session->profile().refreshTokenStored);
        QVERIFY(desk.session->mlopsToken()); // until the end
    }

    void whatWasForgottenDoesNotComeBackByItself() {
        SessionDesk desk;
        desk.signIn();
        for (const Kind kind : {Kind::RefreshToken, Kind::ClientSecret})
            desk.session->forgetStored(kind, this, [](const auto&) {});
        desk.settle();
        desk.sender.expect(refreshGrant.toUtf8()).answer(tokenJson("access-2", "refresh-2"));
        desk.session->renew();
        desk.settle();
        QCOMPARE(desk.session->mlopsToken()->value.reveal(), "access-2");
        QVERIFY(desk.store.contents.isEmpty());
        QVERIFY(!desk.session->profile().hasStoredSecrets());
        // A person may want it back: by [Try again] ...
        desk.session->retryKeychain();
        desk.settle();
        QCOMPARE(desk.stored(Kind::RefreshToken), "refresh-2");
        QCOMPARE(desk.stored(Kind::ClientSecret), "canary-client-1");
        // ... or by signing in anew.
        for (const Kind kind : {Kind::RefreshToken, Kind::ClientSecret})
            desk.session->forgetStored(kind, this, [](const auto&) {});
        desk.settle();
        QVERIFY(desk.store.contents.isEmpty());
        desk.clock.advance(seconds(2));
        desk.sender.expect(passwordGrant.toUtf8()).answer(tokenJson("access-3", "refresh-3"));
        desk.session->signIn(desk.credentials());
        desk.settle();
        QCOMPARE(desk.stored(Kind::RefreshToken), "refresh-3");
        QCOMPARE(desk.stored(Kind::ClientSecret), "canary-client-1"); // it was typed
    }

    void rememberedWhichKeychainItWas() {
        SessionDesk desk;
        desk.signIn();
        QCOMPARE(desk.session->profile().keychain, QStringLiteral("Test Keyring"));
    }

    void anotherDesktopIsNamed() {
        auto profile = testProfile();
        profile.refreshTokenStored = true;
        profile.keychain = QStringLiteral("KWallet");
        SessionDesk desk(profile);
        desk.session->resume();
        QTRY_COMPARE(desk.passwordNeeded->count(), 1);
        const Error why = desk.error(*desk.passwordNeeded);
        QVERIFY(why.sentence.contains(QStringLiteral("KWallet")));
        QVERIFY(why.sentence.contains(QStringLiteral("Test Keyring")));
        QCOMPARE(why.field, Field::Keychain);
        QVERIFY(desk.session->profile().refreshTokenStored); // deletes nothing
        QVERIFY(desk.store.log.filter(QStringLiteral("remove")).isEmpty());
    }

    void tryingAgainWritesWhatIsMissing() {
        SessionDesk desk;
        desk.store.failure = Error{ErrorKind::KeychainLocked, QStringLiteral("Test Keyring is locked."), {}, {}};
        desk.signIn();
        QCOMPARE(desk.session->keeping(), Keeping::Failed);
        QCOMPARE(desk.session->state(), State::SignedIn); // works for this session
        int told = desk.keepingChanged->count();
        desk.session->retryKeychain();
        desk.settle();
        QVERIFY(desk.keepingChanged->count() > told); // also where nothing is better
        QCOMPARE(desk.session->keeping(), Keeping::Failed);
        QVERIFY(desk.session->keepingError());
        desk.store.failure.reset();
        told = desk.keepingChanged->count();
        desk.session->retryKeychain();
        desk.settle();
        QVERIFY(desk.keepingChanged->count() > told);
        QCOMPARE(desk.session->keeping(), Keeping::Kept);
        QVERIFY(!desk.session->keepingError());
        QCOMPARE(desk.stored(Kind::RefreshToken), "refresh-1");
        QCOMPARE(desk.stored(Kind::ClientSecret), "canary-client-1");
    }

    void tryingAgainWithNothingToWrite() {
        SessionDesk desk;
        desk.signIn();
        const int told = desk.keepingChanged->count();
        desk.session->retryKeychain();
        desk.settle();
        QVERIFY(desk.keepingChanged->count() > told);
        QCOMPARE(desk.session->keeping(), Keeping::Kept);
    }
};

QTEST_GUILESS_MAIN(TestStored)
#include "tst_session_stored.moc"
