#include "models/folding.h"

#include <QTest>

using namespace wallaroo::models;

class FoldingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:

    void foldsToTheSame_data() {
        QTest::addColumn<QString>("one");
        QTest::addColumn<QString>("other");
        const auto same = [](const char* name, const QString& one, const QString& other) {
            QTest::newRow(name) << one << other;
        };
        same("case", QStringLiteral("Ana SOLANO"), QStringLiteral("ana solano"));
        same("accent", QStringLiteral("José"), QStringLiteral("jose"));
        same("decomposed", QStringLiteral("Jose\u0301"), QStringLiteral("josé"));
        same("several accents", QStringLiteral("Nguyễn"), QStringLiteral("nguyen"));
        same("sharp s", QStringLiteral("Straße"), QStringLiteral("STRASSE"));
        same("capital sharp s", QStringLiteral("STRA\u1E9EE"), QStringLiteral("strasse"));
        same("slashed o", QStringLiteral("Jørgensen"), QStringLiteral("jorgensen"));
        same("Polish l", QStringLiteral("Wałęsa"), QStringLiteral("walesa"));
        same("Vietnamese d", QStringLiteral("Đặng"), QStringLiteral("dang"));
        same("ae", QStringLiteral("Æsir"), QStringLiteral("aesir"));
        same("thorn", QStringLiteral("Þór"), QStringLiteral("thor"));
        same("Greek", QStringLiteral("ΕΛΛΆΔΑ"), QStringLiteral("ελλαδα"));
        same("final sigma", QStringLiteral("Νίκος"), QStringLiteral("ΝΙΚΟΣ"));
        same("Cyrillic", QStringLiteral("ИВАНОВ"), QStringLiteral("иванов"));
        same("Cyrillic yo", QStringLiteral("Фёдор"), QStringLiteral("федор"));
        same("full width", QStringLiteral("ＡＢＣ１２"), QStringLiteral("abc12"));
        same("ligature", QStringLiteral("ﬁnance"), QStringLiteral("finance"));
        same("Turkish dotted", QStringLiteral("İstanbul"), QStringLiteral("istanbul"));
        same("Turkish dotless", QStringLiteral("Işık"), QStringLiteral("isik"));
        same("no-break space", QStringLiteral("a\u00A0b"), QStringLiteral("a b"));
        same("word processor's apostrophe", QStringLiteral("O\u2019Brien"), QStringLiteral("o'brien"));
        same("dash", QStringLiteral("Haas\u2013Weber"), QStringLiteral("haas-weber"));
        same("Hebrew points", QStringLiteral("שָׁלוֹם"), QStringLiteral("שלום"));
    }

    void foldsToTheSame() {
        QFETCH(QString, one);
        QFETCH(QString, other);
        QCOMPARE(folded(one), folded(other));
        QVERIFY(!folded(one).isEmpty());
    }

    void keepsApart_data() {
        QTest::addColumn<QString>("one");
        QTest::addColumn<QString>("other");
        QTest::newRow("letters") << QStringLiteral("ana") << QStringLiteral("anb");
        QTest::newRow("Japanese voicing") << QStringLiteral("か") << QStringLiteral("が");
        QTest::newRow("Devanagari vowels") << QStringLiteral("कि") << QStringLiteral("की");
        QTest::newRow("scripts") << QStringLiteral("а") << QStringLiteral("a"); // Cyrillic and Latin
        QTest::newRow("ideographs") << QStringLiteral("韋") << QStringLiteral("伯");
    }

    void keepsApart() {
        QFETCH(QString, one);
        QFETCH(QString, other);
        QVERIFY(folded(one) != folded(other));
    }

    void leavesAsciiInPlace() {
        QCOMPARE(folded(u"Ana.Weber+1@Example.COM"), QByteArray("ana.weber+1@example.com"));
        QCOMPARE(folded(u""), QByteArray());
    }

    void everyAsciiCharacterFoldsLikeItsLowerCase() {
        for (char16_t c = 0; c < 0x80; ++c)
            QCOMPARE(folded(QString(QChar(c))), QString(QChar(c)).toLower().toUtf8());
    }

    void beyondTheBasicPlane() {
        QCOMPARE(folded(u"\U0001D400"), QByteArray("a"));                // mathematical bold A
        QCOMPARE(folded(u"\U00010400"), QByteArray("\xF0\x90\x90\xA8")); // Deseret capital to small
        QCOMPARE(folded(u"\U00020000"), QStringLiteral("\U00020000").toUtf8());
    }

    void loneSurrogatesDoNoHarm() {
        const QString lone = QString(QChar(u'\xD800')) + u'x';
        QVERIFY(folded(lone).endsWith('x'));
    }

    void placesLeadBack() {
        const FoldedText text = foldedWithPlaces(u"Straße");
        QCOMPARE(text.bytes, QByteArray("strasse"));
        QCOMPARE(text.from, (QList<int>{0, 1, 2, 3, 4, 4, 5, 6}));
    }

    void placesCountUtf16() {
        const FoldedText text = foldedWithPlaces(u"\U0001D400b");
        QCOMPARE(text.bytes, QByteArray("ab"));
        QCOMPARE(text.from, (QList<int>{0, 2, 3}));
    }

    void placesAndPlainFoldAgree() {
        for (const QString& text : {QStringLiteral("Ana"), QStringLiteral("Ñandú Œuvre"), QStringLiteral("韋伯 Ｗ"),
                                    QStringLiteral("Jose\u0301"), QString()}) {
            const FoldedText withPlaces = foldedWithPlaces(text);
            QCOMPARE(withPlaces.bytes, folded(text));
            QCOMPARE(withPlaces.from.size(), withPlaces.bytes.size() + 1);
            QCOMPARE(withPlaces.from.last(), static_cast<int>(text.size()));
            QVERIFY(std::is_sorted(withPlaces.from.begin(), withPlaces.from.end()));
        }
    }

    void appendsWhatIsShown_data() {
        QTest::addColumn<QByteArray>("server");
        QTest::addColumn<QByteArray>("key");
        QTest::newRow("ascii") << QByteArray("Ana") << QByteArray("ana");
        QTest::newRow("utf-8") << QByteArray("Zo\xC3\xAB") << QByteArray("zoe");
        QTest::newRow("newline") << QByteArray("a\nb")
                                 << QByteArray("a\xE2\x90\x8A"
                                               "b");
        QTest::newRow("bidi mark") << QByteArray("admin\xE2\x80\xAEgro.exe")
                                   << folded(u"admin\u27E8U+202E\u27E9gro.exe");
        QTest::newRow("broken utf-8") << QByteArray("a\xFF") << QByteArray("a\xEF\xBF\xBD");
        QTest::newRow("unit separator") << QByteArray("a\x1F"
                                                      "b")
                                        << QByteArray("a\xE2\x90\x9F"
                                                      "b");
    }

    void appendsWhatIsShown() {
        QFETCH(QByteArray, server);
        QFETCH(QByteArray, key);
        QByteArray to("before:");
        appendFolded(server, to);
        QCOMPARE(to, "before:" + key);
        QVERIFY(!to.contains('\x1f')); // it parts the texts of a row
    }

    void cutsLongTextsAsTheyAreShown() {
        QByteArray to;
        appendFolded(QByteArray(1'000'000, 'A'), to);
        QCOMPARE(to, QByteArray(512, 'a') + "..."); // the ellipsis that is shown, folded
        to.clear();
        appendFolded(QByteArray(512, 'A'), to);
        QCOMPARE(to, QByteArray(512, 'a'));
    }
};

QTEST_APPLESS_MAIN(FoldingTest)
#include "tst_models_folding.moc"
