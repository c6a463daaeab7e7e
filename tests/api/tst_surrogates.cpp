#include "api/surrogates.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using wallaroo::api::SurrogateMender;

namespace {

QByteArray mended(const QByteArray& text, qsizetype pieceSize) {
    SurrogateMender mender;
    QByteArray out;
    for (qsizetype at = 0; at < text.size(); at += pieceSize) {
        const QByteArray piece(text.constData() + at, std::min(pieceSize, text.size() - at));
        out += mender.pass(piece);
    }
    return out + mender.rest().toByteArray();
}

} // namespace

class TestSurrogates final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void mends_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("expected");
        const auto same = [](const char* name, const QByteArray& text) { QTest::newRow(name) << text << text; };
        same("nothing", "");
        same("no escapes", "{\"name\":\"Mira\"}");
        same("a pair", "\"\\ud83d\\ude00\"");
        same("a pair in capitals", "\"\\uD83D\\uDE00\"");
        same("two pairs", "\"\\ud83d\\ude00\\ud83d\\ude01\"");
        same("the highest before", "\"\\ud7ff\"");
        same("the lowest behind", "\"\\ue000\"");
        same("other escapes", "\"\\n\\\"\\\\\\u0041\\/\"");
        same("an escaped backslash before ud800", "\"\\\\ud800\"");
        same("no digits", "\"\\ud8zz\"");
        same("cut at the end", "\"\\ud8");
        same("backslash at the end", "\"\\");
        QTest::newRow("high alone") << "\"\\ud800\""_ba
                                    << "\"\\ufffd\""_ba;
        QTest::newRow("low alone") << "\"\\udc00\""_ba
                                   << "\"\\ufffd\""_ba;
        QTest::newRow("the wrong way round") << "\"\\udc00\\ud800\""_ba
                                             << "\"\\ufffd\\ufffd\""_ba;
        QTest::newRow("high, then a letter") << "\"\\uDBFFx\""_ba
                                             << "\"\\ufffdx\""_ba;
        QTest::newRow("high, then another escape") << "\"\\ud800\\n\""_ba
                                                   << "\"\\ufffd\\n\""_ba;
        QTest::newRow("high, then a plain one") << "\"\\ud800\\u0041\""_ba
                                                << "\"\\ufffd\\u0041\""_ba;
        QTest::newRow("high, then a pair") << "\"\\ud800\\ud83d\\ude00\""_ba
                                           << "\"\\ufffd\\ud83d\\ude00\""_ba;
        QTest::newRow("pair, then low") << "\"\\ud83d\\ude00\\ude00\""_ba
                                        << "\"\\ud83d\\ude00\\ufffd\""_ba;
        QTest::newRow("three escaped backslashes, then high") << "\"\\\\\\\\\\\\\\ud800\""_ba
                                                              << "\"\\\\\\\\\\\\\\ufffd\""_ba;
        QTest::newRow("twice") << "[\"\\ud800\",\"\\ud800\"]"_ba
                               << "[\"\\ufffd\",\"\\ufffd\"]"_ba;
    }

    void mends() {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, expected);
        for (qsizetype size = 1; size <= text.size() + 1; ++size)
            QCOMPARE(mended(text, size), expected);
    }

    void whatNeedsNoMendingIsNotCopied() {
        SurrogateMender mender;
        const QByteArray piece = "{\"name\":\"Mira \\u00e4 \\ud83d\\ude00\"}";
        QCOMPARE(static_cast<const void*>(mender.pass(piece).data()), static_cast<const void*>(piece.constData()));
    }

    void holdsBackAnEscapeAtMost() {
        SurrogateMender mender;
        QCOMPARE(mender.pass("abc\\ud83d\\ude0"), QByteArrayView("abc"));
        QCOMPARE(mender.rest().size(), 11);
        QCOMPARE(mender.pass("0d"), QByteArrayView("\\ud83d\\ude00d"));
        QCOMPARE(mender.rest().size(), 0);
        QCOMPARE(mender.pass({}), QByteArrayView());
    }
};

QTEST_APPLESS_MAIN(TestSurrogates)
#include "tst_surrogates.moc"
