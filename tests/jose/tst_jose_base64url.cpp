#include "jose/base64url.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using wallaroo::jose::fromBase64Url;

class TestBase64Url final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void decodes_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("bytes");
        // RFC 4648 §10 without padding, and RFC 7515 appendix C.
        QTest::newRow("empty") << ""_ba
                               << ""_ba;
        QTest::newRow("f") << "Zg"_ba
                           << "f"_ba;
        QTest::newRow("fo") << "Zm8"_ba
                            << "fo"_ba;
        QTest::newRow("foo") << "Zm9v"_ba
                             << "foo"_ba;
        QTest::newRow("foob") << "Zm9vYg"_ba
                              << "foob"_ba;
        QTest::newRow("appendix C") << "A-z_4ME"_ba << QByteArray("\x03\xec\xff\xe0\xc1", 5);
    }

    void decodes() {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, bytes);
        QCOMPARE(fromBase64Url(text), std::optional(bytes));
    }

    void refuses_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("padding") << "Zg=="_ba;
        QTest::newRow("the other alphabet") << "A+z/4ME"_ba;
        QTest::newRow("a lone letter") << "Zm9vY"_ba;
        QTest::newRow("line break") << "Zm9v\nYg"_ba;
        QTest::newRow("space") << "Zm 9v"_ba;
        QTest::newRow("not ASCII") << "Zm\xC3\xA9"_ba;
        QTest::newRow("nul") << QByteArray("Zm9\0", 4);
    }

    void refuses() {
        QFETCH(const QByteArray, text);
        QVERIFY(!fromBase64Url(text));
    }
};

QTEST_GUILESS_MAIN(TestBase64Url)
#include "tst_jose_base64url.moc"
