#include "session/secretkeeper.h"
#include "teststore.h"

#include <QSignalSpy>
#include <QTest>

using namespace wallaroo;
using namespace wallaroo::session;
using secrets::Kind;
using wallaroo::test::TestStore;

namespace {

Error keychainFault(ErrorKind kind) {
    return failure(kind, QStringLiteral("Test Keyring is locked.")).value();
}

} // namespace

/// What is asked of the keychain, in which order, and what the profile's index says of it.
class TestSecretKeeper : public QObject {
    Q_OBJECT

    std::unique_ptr<TestStore> m_store;
    Profile m_profile;
    std::unique_ptr<SecretKeeper> m_keeper;
    std::unique_ptr<QSignalSpy> m_keepingChanged;
    std::unique_ptr<QSignalSpy> m_indexChanged;

    static void settle() {
        for (int round = 0; round < 5; ++round)
            QCoreApplication::sendPostedEvents();
    }

    void put(Kind kind, const QByteArray& bytes) { m_store->put(m_profile.id, kind, bytes); }

private Q_SLOTS:

    void init() {
        m_keeper.reset();
        m_store = std::make_unique<TestStore>();
        m_profile = Profile::make();
        m_keeper = std::make_unique<SecretKeeper>(*m_store, m_profile);
        m_keepingChanged = std::make_unique<QSignalSpy>(m_keeper.get(), &SecretKeeper::keepingChanged);
        m_indexChanged = std::make_unique<QSignalSpy>(m_keeper.get(), &SecretKeeper::indexChanged);
    }

    void writesWhatIsNewAndPromisesItAfterwards() {
        bool done = false;
        m_keeper->keep({Secret("canary-client"), {}, Secret("canary-refresh"), {}}, [&] { done = true; });
        QVERIFY(!m_profile.clientSecretStored);
        QVERIFY(!m_profile.refreshTokenStored);
        QVERIFY(!done);
        settle();
        QVERIFY(done);
        QVERIFY(m_profile.clientSecretStored);
        QVERIFY(m_profile.refreshTokenStored);
        QCOMPARE(m_keeper->keeping(), Keeping::Kept);
        QCOMPARE(m_indexChanged->count(), 3); // before anything is written, and for each of them
        QCOMPARE(m_store->content(m_profile.id, Kind::RefreshToken), "canary-refresh");
    }

    void writesNothingTwice() {
        m_keeper->keep({Secret("c"), {}, Secret("r1"), {}});
        settle();
        m_store->log.clear();
        m_keeper->keep({Secret("c"), {}, Secret("r2"), {}});
        settle();
        QCOMPARE(m_store->log, QStringList{QStringLiteral("write refresh")});
        m_store->log.clear();
        bool done = false;
        m_keeper->keep({Secret("c"), {}, {}, {}}, [&] { done = true; });
        QVERIFY(done);
        QVERIFY(m_store->log.isEmpty());
    }

    void whatWasReadIsNotWrittenBack() {
        put(Kind::ClientSecret, "c");
        m_profile.clientSecretStored = true;
        bool found = false;
        m_keeper->read(Kind::ClientSecret, this, [&](const Result<Secret>& secret) { found = secret.has_value(); });
        settle();
        QVERIFY(found);
        m_store->log.clear();
        m_keeper->keep({Secret("c"), {}, Secret("r"), {}});
        QCOMPARE(m_store->log, QStringList{QStringLiteral("write refresh")});
    }

    void anEmptyAnswerIsAnErrorAndDeletesNothing() {
        put(Kind::RefreshToken, "r");
        m_profile.refreshTokenStored = true;
        m_store->looksEmpty = true;
        std::optional<Error> error;
        m_keeper->read(Kind::RefreshToken, this, [&](const Result<Secret>& secret) { error = secret.error(); });
        settle();
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::KeychainLocked);
        QVERIFY(error->sentence.contains(QStringLiteral("Test Keyring")));
        QVERIFY(error->sentence.contains(QStringLiteral("may be locked")));
        QVERIFY(!error->advice.isEmpty());
        QCOMPARE(m_keeper->keeping(), Keeping::Failed);
        QVERIFY(m_profile.refreshTokenStored);
        QCOMPARE(m_store->log, QStringList{QStringLiteral("read refresh")});
        QCOMPARE(m_store->content(m_profile.id, Kind::RefreshToken), "r");
    }

    void aFailedWriteIsSaidAndTriedAgain() {
        m_store->failure = keychainFault(ErrorKind::KeychainLocked);
        bool done = false;
        m_keeper->keep({Secret("c"), {}, Secret("r1"), {}}, [&] { done = true; });
        settle();
        QVERIFY(done);
        QCOMPARE(m_keeper->keeping(), Keeping::Failed);
        QCOMPARE(m_keeper->error()->kind, ErrorKind::KeychainLocked);
        QCOMPARE(m_keepingChanged->count(), 1);
        QVERIFY(!m_profile.refreshTokenStored);
        m_store->failure.reset();
        m_keeper->keep({Secret("c"), {}, Secret("r2"), {}});
        settle();
        QCOMPARE(m_keeper->keeping(), Keeping::Kept);
        QVERIFY(!m_keeper->error());
        QVERIFY(m_profile.clientSecretStored);
        QVERIFY(m_profile.refreshTokenStored);
    }

    void nobodyWaitsBehindAKeychainThatHasFailed() {
        m_store->failure = keychainFault(ErrorKind::KeychainUnavailable);
        m_keeper->keep({{}, {}, Secret("r1"), {}});
        settle();
        m_store->failure.reset();
        m_store->mute = true;
        bool done = false;
        m_keeper->keep({{}, {}, Secret("r2"), {}}, [&] { done = true; });
        QVERIFY(done);
        m_store->letGo();
        settle();
        QCOMPARE(m_keeper->keeping(), Keeping::Kept);
    }

    void aFailedRotationLeavesTheIndex() {
        m_keeper->keep({{}, {}, Secret("r1"), {}});
        settle();
        m_store->failure = keychainFault(ErrorKind::KeychainLocked);
        m_keeper->keep({{}, {}, Secret("r2"), {}});
        settle();
        QVERIFY(m_profile.refreshTokenStored); // the older one of the same session is still there
        m_keeper->beginAnew();
        QVERIFY(!m_profile.refreshTokenStored);
    }

    void aSecretThatWasReplacedIsNotPromisedUntilWritten() {
        m_keeper->keep({Secret("old"), {}, {}, {}});
        settle();
        m_store->failure = keychainFault(ErrorKind::KeychainLocked);
        m_keeper->keep({Secret("new"), {}, {}, {}});
        settle();
        QVERIFY(!m_profile.clientSecretStored);
    }

    void notRememberedOrNotPersistentWritesNothing() {
        m_profile.remember = false;
        bool done = false;
        m_keeper->keep({Secret("c"), {}, Secret("r"), {}}, [&] { done = true; });
        QVERIFY(done);
        QCOMPARE(m_keeper->keeping(), Keeping::SessionOnly);
        m_profile.remember = true;
        m_store->persistent = false;
        m_keeper->keep({Secret("c"), {}, Secret("r"), {}});
        settle();
        QVERIFY(m_store->log.isEmpty());
        QCOMPARE(m_keeper->keeping(), Keeping::SessionOnly);
    }

    void keepNothingDeletesWhatWasKept() {
        m_keeper->keep({Secret("c"), {}, Secret("r"), {}});
        settle();
        m_keeper->keepNothing();
        settle();
        QVERIFY(m_store->contents.isEmpty());
        QVERIFY(!m_profile.clientSecretStored);
        QVERIFY(!m_profile.refreshTokenStored);
        QCOMPARE(m_keeper->keeping(), Keeping::SessionOnly);
    }

    void forgettingAsksOnlyWhereSomethingMayBe() {
        bool done = false;
        m_keeper->forget(Kind::RefreshToken, [&](const Result<void>&) { done = true; });
        QVERIFY(done);
        QVERIFY(m_store->log.isEmpty());
        m_profile.refreshTokenStored = true;
        done = false;
        m_keeper->forget(Kind::RefreshToken, [&](const Result<void>&) { done = true; });
        QVERIFY(!m_profile.refreshTokenStored); // at once
        QVERIFY(!done);
        settle();
        QVERIFY(done);
        QCOMPARE(m_store->log, QStringList{QStringLiteral("remove refresh")});
        m_keeper->forget(Kind::RefreshToken);
        QCOMPARE(m_store->log.size(), 1);
    }

    void aWriteThatComesRoundLateIsStillForgotten() {
        m_store->mute = true;
        m_keeper->keep({{}, {}, Secret("r"), {}});
        m_keeper->forget(Kind::RefreshToken);
        m_store->letGo();
        settle();
        QVERIFY(m_store->contents.isEmpty());
        QVERIFY(!m_profile.refreshTokenStored);
    }

    void aClientSecretThatCouldNotBeDeletedStaysIndexed() {
        m_keeper->keep({Secret("c"), {}, Secret("r"), {}});
        settle();
        m_store->failure = keychainFault(ErrorKind::KeychainLocked);
        m_keeper->forget(Kind::ClientSecret);
        m_keeper->forget(Kind::RefreshToken);
        settle();
        QVERIFY(m_profile.clientSecretStored);
        QVERIFY(!m_profile.refreshTokenStored);
        QCOMPARE(m_keeper->keeping(), Keeping::Failed);
        m_store->failure.reset();
        m_keeper->forget(Kind::RefreshToken); // not in the index, but known to be there
        settle();
        QVERIFY(m_store->content(m_profile.id, Kind::RefreshToken).isEmpty());
    }

    /// A program that ends meanwhile, and a keychain that comes round afterwards, leave nothing that nobody knows of.
    void theIndexIsAheadOfTheKeychain() {
        m_store->mute = true;
        QStringList asked;
        std::set<Kind> noted;
        connect(m_keeper.get(), &SecretKeeper::indexChanged, this, [&] {
            asked = m_store->log;
            noted = m_profile.perhapsStored;
        });
        m_keeper->keep({Secret("c"), {}, Secret("r"), {}});
        QVERIFY(asked.isEmpty());
        QVERIFY(noted == (std::set<Kind>{Kind::ClientSecret, Kind::RefreshToken}));
        QCOMPARE(m_profile.keychain, QStringLiteral("Test Keyring"));
        m_store->letGo();
        settle();
        QVERIFY(m_profile.perhapsStored.empty());
        QVERIFY(m_profile.clientSecretStored && m_profile.refreshTokenStored);

        m_store->mute = true;
        m_store->log.clear();
        m_keeper->forget(Kind::RefreshToken);
        QVERIFY(asked.isEmpty());
        QVERIFY(noted == std::set<Kind>{Kind::RefreshToken});
        QVERIFY(!m_profile.refreshTokenStored);
        m_store->letGo();
        settle();
        QVERIFY(m_profile.perhapsStored.empty());
    }

    void whatWasRefusedIsNotThere() {
        m_store->failure = keychainFault(ErrorKind::KeychainLocked);
        m_keeper->keep({Secret("c"), {}, Secret("r"), {}});
        settle();
        QVERIFY(m_profile.perhapsStored.empty());
        m_store->silent = true; // given up, but not refused
        m_keeper->keep({Secret("c"), {}, Secret("r"), {}});
        settle();
        QVERIFY(m_profile.perhapsStored == (std::set<Kind>{Kind::ClientSecret, Kind::RefreshToken}));
        m_store->silent = false; // a refusal of the next one says nothing of that
        m_keeper->keep({Secret("c"), {}, Secret("r"), {}});
        settle();
        QVERIFY(m_profile.perhapsStored == (std::set<Kind>{Kind::ClientSecret, Kind::RefreshToken}));
        m_store->failure.reset();
        m_keeper->keep({Secret("c"), {}, Secret("r"), {}});
        settle();
        QVERIFY(m_profile.perhapsStored.empty());
    }

    void whatIsPerhapsThereIsDeletedWithTheRest() {
        put(Kind::RefreshToken, "left behind");
        m_profile.perhapsStored = {Kind::RefreshToken}; // by an earlier start
        m_store->failure = keychainFault(ErrorKind::KeychainLocked);
        m_keeper->forget(Kind::RefreshToken);
        settle();
        QVERIFY(m_profile.perhapsStored == std::set<Kind>{Kind::RefreshToken});
        m_store->failure.reset();
        m_keeper->forget(Kind::RefreshToken);
        m_keeper->forget(Kind::RefreshToken); // is on its way
        settle();
        QCOMPARE(m_store->log.count(QStringLiteral("remove refresh")), 2);
        QVERIFY(m_store->contents.isEmpty());
        QVERIFY(m_profile.perhapsStored.empty());
    }

    void itsEndLeavesNobodyCalledBack() {
        m_store->mute = true;
        m_keeper->keep({Secret("c"), {}, Secret("r"), {}}, [] { QFAIL("called back after the end"); });
        m_keeper->read(Kind::ClientSecret, this, [](const Result<Secret>&) { QFAIL("called back after the end"); });
        m_keeper.reset();
        m_store->letGo();
        settle();
        QCOMPARE(m_store->content(m_profile.id, Kind::RefreshToken), "r"); // what was ordered is done all the same
    }

    void readingForSomebodyWhoDied() {
        put(Kind::ClientSecret, "c");
        auto context = std::make_unique<QObject>();
        m_keeper->read(Kind::ClientSecret, context.get(), [](const Result<Secret>&) { QFAIL("nobody is there"); });
        context.reset();
        settle();
        QCOMPARE(m_store->log, QStringList{QStringLiteral("read client")});
    }
};

QTEST_GUILESS_MAIN(TestSecretKeeper)
#include "tst_session_keeper.moc"
