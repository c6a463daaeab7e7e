// What the details panel says of a person, with the sandbox's Keycloak behind it.
#include "accountdesk.h"
#include "pages/userdetails.h"
#include "widgets/detailspanel.h"

#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using namespace wallaroo::test;

namespace {

struct Desk : AccountDesk {
    using AccountDesk::AccountDesk;

    /// One that somebody looks at; read when the panel waits for nothing any more.
    QString read(const QByteArray& email) {
        details.show(withEmail(email).id().toString());
        const bool isRead = QTest::qWaitFor(
            [this] {
                return !panel.plainText().contains(u"asking Keycloak"_s) && !panel.plainText().contains(u"looking"_s);
            },
            waitsMs);
        return isRead ? panel.plainText() : u"not read: "_s + panel.plainText();
    }

    DetailsPanel panel;
    UserDetails details{panel, account};
};

} // namespace

class UsersDetailsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rolesAreToldInWords();
    void whatIsNotToldIsSaidOnce();
    void rolesThatCannotBeReadSayWhy();
    void aNameOfSeveralScriptsIsPointedOut();
    void soleOwnersAreNamedWhereItMatters();
};

void UsersDetailsTest::rolesAreToldInWords() {
    Desk desk({u"--scenario"_s, u"leaver"_s});
    QVERIFY(desk.open());
    QString text = desk.read(desk.sandbox.username.toUtf8());
    QVERIFY2(text.contains(u"Roles\nadmin – administrator of the whole realm"_s), qPrintable(text));
    QTRY_VERIFY2_WITH_TIMEOUT(desk.panel.plainText().contains(u"One-time code: not set up"_s),
                              qPrintable(desk.panel.plainText()), waitsMs);
    text = desk.read("dana.whitfield@example.com");
    QVERIFY2(text.contains(u"Roles\nnone but what everybody has"_s)
                 || text.contains(u"Roles\noffline_access – may stay signed in"_s),
             qPrintable(text));
}

void UsersDetailsTest::whatIsNotToldIsSaidOnce() {
    Desk desk({u"--refuse"_s, u"users/*/sessions=403:HTTP 403 Forbidden"_s, u"--refuse"_s,
               u"users/*/role-mappings/realm/composite=403:HTTP 403 Forbidden"_s, u"--refuse"_s,
               u"attack-detection/*=403:HTTP 403 Forbidden"_s});
    QVERIFY(desk.open());
    const QByteArray own = desk.sandbox.username.toUtf8();
    for (int look = 0; look < 2; ++look) {
        const QString text = desk.read(own);
        QCOMPARE(text.count(u"Roles, sessions and locks are told to accounts with view-users of master-realm"_s), 1);
        for (const QString& heading : {u"\nRoles\n"_s, u"\nSessions\n"_s, u"\nSign-in\n"_s})
            QVERIFY2(!text.contains(heading), qPrintable(text));
        desk.details.clear();
    }
}

void UsersDetailsTest::rolesThatCannotBeReadSayWhy() {
    Desk desk({u"--refuse"_s, u"users/*/role-mappings/realm/composite=500:the database is away"_s});
    QVERIFY(desk.open());
    const QString text = desk.read(desk.sandbox.username.toUtf8());
    QVERIFY2(text.contains(QRegularExpression(u"\\nRoles\\n[A-Z]"_s)), qPrintable(text));
    QVERIFY2(!text.contains(u"administrator of the whole realm"_s), qPrintable(text));
    QVERIFY2(text.contains(u"\nSessions\n"_s), qPrintable(text)); // the others are told
}

void UsersDetailsTest::aNameOfSeveralScriptsIsPointedOut() {
    Desk desk;
    QVERIFY(desk.open());
    QVERIFY(!desk.read(desk.sandbox.username.toUtf8()).contains(u"several scripts"_s));
    const QByteArray id = "5d1f0000-0000-4000-8000-000000000077";
    desk.account.users.takeAnswers(
        {User(UserId::fromUtf8(id), {"ana2", "ana2@example.com", "\xD0\x90na", "Solano"})}); // with a Cyrillic A
    const QString text = desk.read("ana2@example.com");
    QVERIFY2(text.contains(u"mixes letters of several scripts"_s), qPrintable(text));
}

void UsersDetailsTest::soleOwnersAreNamedWhereItMatters() {
    Desk desk({u"--scenario"_s, u"leaver"_s});
    QVERIFY(desk.open());
    const QString text = desk.read("dana.whitfield@example.com");
    QVERIFY2(text.contains(u"loan-default-models: sole owner"_s), qPrintable(text));
    QVERIFY2(text.contains(u"Default Workspace: owner"_s), qPrintable(text)); // as everybody of their own
}

QTEST_MAIN(UsersDetailsTest)
#include "tst_users_details.moc"
