#include "models/textorder.h"

#include <QRandomGenerator>
#include <QTest>

using namespace wallaroo::models;

namespace {

int sign(int value) {
    return (value > 0) - (value < 0);
}

QCollator collatorOf(const QLocale& locale) {
    QCollator collator(locale);
    collator.setNumericMode(true);
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    return collator;
}

/// Texts that are alike often enough for every branch: few letters, digits, accents, other scripts.
QByteArray randomText(QRandomGenerator& random) {
    static const QStringList pieces = {
        QStringLiteral("a"),     QStringLiteral("A"),   QStringLiteral("b"),      QStringLiteral("c"),
        QStringLiteral("h"),     QStringLiteral("z"),   QStringLiteral("0"),      QStringLiteral("1"),
        QStringLiteral("12"),    QStringLiteral("007"), QStringLiteral(" "),      QStringLiteral("-"),
        QStringLiteral("_"),     QStringLiteral("."),   QStringLiteral("@"),      QStringLiteral("'"),
        QStringLiteral("á"),     QStringLiteral("å"),   QStringLiteral("\u0301"), QStringLiteral("ß"),
        QStringLiteral("ы"),     QStringLiteral("韋"),  QStringLiteral("１"),     QStringLiteral("\t"),
        QStringLiteral("\u200B")};
    QString text;
    const int size = random.bounded(1, 7);
    for (int i = 0; i < size; ++i)
        text += pieces[random.bounded(random.bounded(3) == 0 ? static_cast<int>(pieces.size()) : 16)];
    return text.toUtf8();
}

} // namespace

class TextOrderTest : public QObject {
    Q_OBJECT
private Q_SLOTS:

    void isTheCollatorsOrder_data() {
        QTest::addColumn<QLocale>("locale");
        QTest::newRow("English") << QLocale(QLocale::English);
        QTest::newRow("German") << QLocale(QLocale::German);
        QTest::newRow("Swedish") << QLocale(QLocale::Swedish);
        QTest::newRow("Czech") << QLocale(QLocale::Czech);
        QTest::newRow("Danish") << QLocale(QLocale::Danish);
        QTest::newRow("Hungarian") << QLocale(QLocale::Hungarian);
        QTest::newRow("Estonian") << QLocale(QLocale::Estonian); // z comes before t
        QTest::newRow("Thai") << QLocale(QLocale::Thai);
        QTest::newRow("Japanese") << QLocale(QLocale::Japanese);
    }

    void isTheCollatorsOrder() {
        QFETCH(QLocale, locale);
        const TextOrder order(locale);
        const QCollator collator = collatorOf(locale);
        QRandomGenerator random(20'260'814);
        for (int i = 0; i < 20'000; ++i) {
            const QByteArray a = randomText(random);
            const QByteArray b = randomText(random);
            const int expected = sign(
                collator.compare(QString::fromUtf8(a).replace(u'１', u'1'), QString::fromUtf8(b).replace(u'１', u'1')));
            const QByteArray pair = a + " | " + b;
            QVERIFY2(sign(order.compare(a, b)) == expected, pair.constData());
            const auto headA = order.head(a);
            const auto headB = order.head(b);
            if (headA && headB && *headA != *headB)
                QVERIFY2((*headA < *headB ? -1 : 1) == expected, pair.constData());
            QVERIFY2(sign(order.sortKey(a).compare(order.sortKey(b))) == expected, pair.constData());
        }
    }

    void weightsAreUsedWhereTheyAreRight() {
        QVERIFY(TextOrder(QLocale(QLocale::English)).hasWeights());
        QVERIFY(TextOrder(QLocale(QLocale::German)).hasWeights());
        QVERIFY(TextOrder(QLocale::c()).hasWeights());
        // ch is a letter after h, aa one after z
        QVERIFY(!TextOrder(QLocale(QLocale::Czech)).hasWeights());
        QVERIFY(!TextOrder(QLocale(QLocale::Danish)).hasWeights());
    }

    void reads_data() {
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QByteArray>("second");
        const auto row = [](const char* first, const char* second) {
            QTest::newRow(first) << QByteArray(first) << QByteArray(second);
        };
        row("Ana", "bo");
        row("item 2", "item 10");
        row("Weber", "Weberov\xC3\xA1");
        row("M\xC3\xBCller", "Munch"); // as Muller
        row("a b", "ab");
        row("2024", "Ana");
        row("Zo\xC3\xAB", "\xD0\x90\xD0\xBD\xD0\xBD\xD0\xB0"); // Latin before Cyrillic
    }

    void reads() {
        QFETCH(QByteArray, first);
        QFETCH(QByteArray, second);
        const TextOrder order{QLocale(QLocale::English)};
        QVERIFY(order.compare(first, second) < 0);
        QVERIFY(order.compare(second, first) > 0);
    }

    void caseDoesNotMatter() {
        const TextOrder order{QLocale(QLocale::English)};
        QCOMPARE(order.compare("ANA.Weber", "ana.wEBER"), 0);
        QVERIFY(order.head("ANA") == order.head("ana"));
    }

    void headsTellSixteenBytesApart() {
        const TextOrder order{QLocale(QLocale::English)};
        QVERIFY(*order.head("Ana Weber 1") < *order.head("Ana Weber 2"));
        QVERIFY(*order.head("abcdefghijklmnop1") == *order.head("abcdefghijklmnop2"));
        QVERIFY(*order.head("") < *order.head(" "));
    }

    void leavesTheRestToTheCollator() {
        const TextOrder order{QLocale(QLocale::English)};
        QVERIFY(!order.head("Zo\xC3\xAB"));
        QVERIFY(!order.head("a\tb"));
        QVERIFY(!order.head("1234567890123456"));
        QVERIFY(order.compare("1234567890123456", "1234567890123457") < 0);
    }
};

QTEST_APPLESS_MAIN(TextOrderTest)
#include "tst_models_textorder.moc"
