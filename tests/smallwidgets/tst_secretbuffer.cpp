#include "widgets/secretbuffer.h"

#include <QTest>

using namespace wallaroo;

class SecretBufferTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void insertsAndRemovesInTheMiddle();
    void growsPastItsFirstRoom();
    void keepsEveryCharacter();
    void removedCharactersAreWiped();
};

void SecretBufferTest::insertsAndRemovesInTheMiddle() {
    SecretBuffer buffer;
    QVERIFY(buffer.secret().isEmpty());
    buffer.insert(0, u"canary");
    buffer.insert(3, u"-XY-");
    QCOMPARE(buffer.view(), QStringLiteral("can-XY-ary"));
    buffer.remove(3, 4);
    QCOMPARE(buffer.view(), QStringLiteral("canary"));
    buffer.remove(0, 0);
    buffer.remove(6, 0);
    buffer.remove(0, 6);
    QCOMPARE(buffer.size(), 0);
    QVERIFY(buffer.secret().isEmpty());
}

void SecretBufferTest::growsPastItsFirstRoom() {
    SecretBuffer buffer;
    QString expected;
    for (int i = 0; i < 600; ++i) {
        buffer.insert(0, QString::number(i));
        expected.prepend(QString::number(i));
    }
    QCOMPARE(buffer.view(), expected);
}

void SecretBufferTest::keepsEveryCharacter() {
    SecretBuffer buffer;
    const QString text = QStringLiteral("pässwörd 韋 \U0001F511");
    buffer.insert(0, text);
    QCOMPARE(QString::fromUtf8(buffer.secret().reveal()), text);
}

void SecretBufferTest::removedCharactersAreWiped() {
    SecretBuffer buffer;
    buffer.insert(0, u"canary-canary");
    // The buffer's own memory, which keeps its place while nothing grows.
    const QChar* memory = buffer.view().constData();
    buffer.remove(6, 7);
    QCOMPARE(buffer.view(), QStringLiteral("canary"));
    for (int i = 6; i < 13; ++i)
        QCOMPARE(memory[i], QChar(u'\0'));
    buffer.clear();
    for (int i = 0; i < 13; ++i)
        QCOMPARE(memory[i], QChar(u'\0'));
}

QTEST_MAIN(SecretBufferTest)
#include "tst_secretbuffer.moc"
