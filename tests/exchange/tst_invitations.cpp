#include "exchange/invitations.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using namespace wallaroo::exchange;
using Does = InviteRow::Does;

namespace {

QStringList emailsOf(const std::vector<InviteRow>& rows) {
    QStringList emails;
    for (const InviteRow& row : rows)
        emails << row.email;
    return emails;
}

} // namespace

class TestInvitations final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void columnsByTheirNames_data() {
        QTest::addColumn<QByteArray>("file");
        QTest::newRow("plain") << "email,first name,last name,admin\nana@example.com,Ana,Solano,yes\n"_ba;
        QTest::newRow("other order") << "Admin;Last Name;E-Mail;FIRST_NAME\nx;Solano;ana@example.com;Ana\n"_ba;
        QTest::newRow("whole name") << "Name,Mail,Role\nAna Solano,ana@example.com,Administrator\n"_ba;
        QTest::newRow("turned name") << "role\tname\temail\nadmin\tSolano, Ana\t ana@example.com \n"_ba;
        QTest::newRow("more columns")
            << "x,email address,given name,surname,is admin?,y\n1,ana@example.com,Ana,Solano,true,2\n"_ba;
    }

    void columnsByTheirNames() {
        QFETCH(QByteArray, file);
        const auto rows = invitesFromCsv(file);
        QVERIFY(rows);
        QCOMPARE(rows->size(), std::size_t(1));
        const InviteRow& row = rows->front();
        QCOMPARE(row.email, u"ana@example.com"_s);
        QCOMPARE(row.firstName, u"Ana"_s);
        QCOMPARE(row.lastName, u"Solano"_s);
        QVERIFY(row.isAdmin);
        QCOMPARE(row.line, 2);
    }

    void withoutAHead() {
        const auto rows = invitesFromCsv("1,ana@example.com\n2,bo@example.com\n");
        QVERIFY(rows);
        QCOMPARE(emailsOf(*rows), (QStringList{u"ana@example.com"_s, u"bo@example.com"_s}));
        QVERIFY(!rows->front().isAdmin);
    }

    void withoutAddressesItSaysSo() {
        const auto rows = invitesFromCsv("a,b\nc,d\n");
        QVERIFY(!rows);
        QCOMPARE(rows.error().kind, ErrorKind::BadInput);
        QVERIFY(invitesFromCsv("")->empty());
        QVERIFY(!invitesFromCsv("\"open"));
    }

    void shortRowsAreNotPossibleNotWrong() {
        auto rows = invitesFromCsv("first name,email\nAna\n,bo@example.com\n");
        QVERIFY(rows);
        judgeInvites(*rows, [](const QString&) { return Known::No; });
        QCOMPARE((*rows)[0].does, Does::NotPossible);
        QCOMPARE((*rows)[1].does, Does::Invites);
    }

    void pastedInAnyForm() {
        const auto rows = invitesFromText(u"ana@example.com, bo@example.com;\"Solano, Mira\" <mira@example.com>\n"
                                          "Oskar Lind <oskar@example.com>  \n\n  x@a y@b\tz@c\n<only@d>"_s);
        QCOMPARE(emailsOf(rows), (QStringList{u"ana@example.com"_s, u"bo@example.com"_s, u"mira@example.com"_s,
                                              u"oskar@example.com"_s, u"x@a"_s, u"y@b"_s, u"z@c"_s, u"only@d"_s}));
        QCOMPARE(rows[2].firstName, u"Mira"_s);
        QCOMPARE(rows[2].lastName, u"Solano"_s);
        QCOMPARE(rows[3].firstName, u"Oskar"_s);
        QCOMPARE(rows[3].line, 2);
        QCOMPARE(rows[7].line, 5);
    }

    void pastedRubbishDoesNotHurt() {
        QVERIFY(invitesFromText(QString()).empty());
        auto rows = invitesFromText(u"hello <world, \"open quote <a@b>\nnext@line.example <"_s);
        judgeInvites(rows, [](const QString&) { return Known::No; });
        QVERIFY(!rows.empty());
        QElapsedTimer clock;
        clock.start();
        QString many;
        for (int i = 0; i < 50'000; ++i)
            many += u"person%1@example.com "_s.arg(i);
        QCOMPARE(invitesFromText(many).size(), std::size_t(50'000));
    }

    void theDryRunSaysWhatEachRowDoes() {
        auto rows =
            invitesFromText(u"new@example.com\nNEW@example.com\nthere@example.com\ngone@example.com\nnobody\n"_s);
        const auto known = [](const QString& email) {
            if (email.startsWith(u"there"_s))
                return Known::Active;
            return email.startsWith(u"gone"_s) ? Known::Inactive : Known::No;
        };
        judgeInvites(rows, known);
        QCOMPARE(rows[0].does, Does::Invites);
        QVERIFY(rows[0].why.isEmpty());
        QCOMPARE(rows[1].does, Does::Nothing);
        QVERIFY(rows[1].why.contains(u"line 1"_s));
        QCOMPARE(rows[2].does, Does::Nothing);
        QCOMPARE(rows[3].does, Does::Nothing);
        QVERIFY(rows[3].why.contains(u"activate"_s));
        QCOMPARE(rows[4].does, Does::NotPossible);
        judgeInvites(rows, [](const QString&) { return Known::No; }); // judged anew, not on top
        QCOMPARE(rows[2].does, Does::Invites);
        QVERIFY(rows[2].why.isEmpty());
    }

    void addresses_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("is");
        const auto row = [](const QString& text, bool is) { QTest::newRow(qPrintable(text.left(40))) << text << is; };
        row(u"a@b"_s, true);
        row(u"ana+x.y_z@sub.example.com"_s, true);
        row(u"j\u00f6rg@b\u00fccher.example"_s, true);
        row(u"'o@b"_s, true);
        row(u"@b"_s, false);
        row(u"a@"_s, false);
        row(u"a"_s, false);
        row(QString(), false);
        row(u"a@b@c"_s, false);
        row(u"a b@c"_s, false);
        row(u"a@b,c@d"_s, false);
        row(u"a\u202E@b"_s, false);
        row(u"<a@b>"_s, false);
        row(QString(250, u'a') + u"@b.example"_s, false);
    }

    void addresses() {
        QFETCH(QString, text);
        QFETCH(bool, is);
        QCOMPARE(looksLikeAddress(text), is);
    }

    void rowsAsTextReadBackAsTheyWere() {
        std::vector<InviteRow> rows(3);
        rows[0] = {1, u"ana@example.com"_s, u"Ana"_s, u"Solano, \"Anita\""_s, true};
        rows[1] = {2, u"bo@example.com"_s, u"=Bo"_s, {}, false};
        rows[2] = {3, u"cy@example.com"_s, {}, {}, false};
        const auto read = invitesFromCsv(textOfInvites(rows).toUtf8());
        QVERIFY(read);
        QCOMPARE(emailsOf(*read), emailsOf(rows));
        for (size_t i = 0; i < rows.size(); ++i) {
            QCOMPARE((*read)[i].firstName, rows[i].firstName);
            QCOMPARE((*read)[i].lastName, rows[i].lastName);
            QCOMPARE((*read)[i].isAdmin, rows[i].isAdmin);
        }
        rows.erase(rows.begin(), rows.begin() + 2);
        QCOMPARE(textOfInvites(rows), u"cy@example.com"_s); // no table where there is nothing but addresses
        QCOMPARE(textOfInvites({}), QString());
    }
};

QTEST_APPLESS_MAIN(TestInvitations)
#include "tst_invitations.moc"
