#include "base/secret.h"

#include <QTest>

#include <array>
#include <cstdlib>
#include <cstring>
#include <new>
#include <sstream>
#include <type_traits>

using namespace wallaroo;

namespace {

/// Blocks of this size are watched when they are freed: was there anything but zeros left?
constexpr std::size_t watchedSize = 4099; // a size nobody else asks for
int watchedFreed = 0;
int watchedDirty = 0;

void look(const void* block, std::size_t size) {
    if (!block || size != watchedSize)
        return;
    ++watchedFreed;
    const auto* bytes = static_cast<const unsigned char*>(block);
    for (std::size_t i = 0; i < size; ++i) {
        if (bytes[i] != 0) {
            ++watchedDirty;
            return;
        }
    }
}

template <typename T>
concept Printable = requires(QDebug debug, const T& value) {
    debug << value;
};

template <typename T>
concept Streamable = requires(std::ostringstream stream, const T& value) {
    stream << value;
};

} // namespace

void operator delete(void* block, std::size_t size) noexcept {
    look(block, size);
    std::free(block);
}

void operator delete(void* block) noexcept {
    std::free(block);
}

void* operator new(std::size_t size) {
    if (void* block = std::malloc(size))
        return block;
    throw std::bad_alloc();
}

// Nothing turns a secret into text by accident.
static_assert(!Printable<Secret>);
static_assert(Printable<QString>);
static_assert(!Streamable<Secret>);
static_assert(!std::is_convertible_v<Secret, QByteArray> && !std::is_convertible_v<Secret, QString>);
static_assert(!std::is_convertible_v<Secret, QByteArrayView> && !std::is_convertible_v<Secret, QVariant>);
static_assert(!std::is_convertible_v<QByteArray, Secret> && !std::is_convertible_v<const char*, Secret>);
static_assert(!std::is_constructible_v<QVariant, Secret>);

class TestSecret : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void init() { watchedFreed = watchedDirty = 0; }

    void keepsBytes();
    void wipes();
    void isWipedWithTheLastCopy();
    void assignmentWipesToo();
    void takesText();
    void takesBytes();
    void leavesSharedTextAlone();
    void compares();
};

void TestSecret::keepsBytes() {
    QCOMPARE(Secret("canary-1").reveal().toByteArray(), QByteArray("canary-1"));
    const QByteArray binary("\0a\xFF", 3);
    QCOMPARE(Secret(binary).reveal().toByteArray(), binary);
    QCOMPARE(Secret(binary).size(), 3);
    QVERIFY(Secret().isEmpty());
    QVERIFY(Secret("").isEmpty());
    QVERIFY(Secret().reveal().isEmpty());
    Secret cleared("canary");
    cleared.clear();
    QVERIFY(cleared.isEmpty());
}

void TestSecret::wipes() {
    std::array<char, 64> bytes;
    bytes.fill('s');
    wipe(bytes.data(), 32);
    QCOMPARE(QByteArray(bytes.data(), 32), QByteArray(32, '\0'));
    QCOMPARE(QByteArray(bytes.data() + 32, 32), QByteArray(32, 's'));
    wipe(nullptr, 5);
    wipe(bytes.data() + 32, 0);
    QCOMPARE(bytes[32], 's');
}

/// Seen where it counts: in the block as it is given back to the heap.
void TestSecret::isWipedWithTheLastCopy() {
    const QByteArray bytes(static_cast<qsizetype>(watchedSize), 's');
    Secret first{QByteArrayView(bytes)};
    {
        const Secret second = first;
        QVERIFY(second.reveal().data() == first.reveal().data()); // one buffer
        first.clear();
        QCOMPARE(watchedFreed, 0);
        QCOMPARE(second.reveal().toByteArray(), bytes);
    }
    QCOMPARE(watchedFreed, 1);
    QCOMPARE(watchedDirty, 0);
}

void TestSecret::assignmentWipesToo() {
    const QByteArray bytes(static_cast<qsizetype>(watchedSize), 's');
    Secret secret{QByteArrayView(bytes)};
    secret = Secret("canary-2");
    QCOMPARE(watchedFreed, 1);
    QCOMPARE(watchedDirty, 0);
    QCOMPARE(secret.reveal().toByteArray(), QByteArray("canary-2"));
}

void TestSecret::takesText() {
    QString text = QStringLiteral("canary-p\u00E4ss");
    const Secret secret = Secret::taking(text);
    QCOMPARE(secret.reveal().toByteArray(), QByteArray("canary-p\xC3\xA4ss"));
    QVERIFY(text.isEmpty());
}

void TestSecret::takesBytes() {
    QByteArray bytes("canary-3");
    const Secret secret = Secret::taking(bytes);
    QCOMPARE(secret.reveal().toByteArray(), QByteArray("canary-3"));
    QVERIFY(bytes.isEmpty());
}

/// A field that still shows the text must not be emptied under its feet.
void TestSecret::leavesSharedTextAlone() {
    const QString shown = QString::fromLatin1("canary-") + QString::number(4);
    QString copy = shown;
    const Secret secret = Secret::taking(copy);
    QCOMPARE(shown, QStringLiteral("canary-4"));
    const QByteArray kept = QByteArray("canary-") + QByteArray::number(5);
    QByteArray other = kept;
    const Secret second = Secret::taking(other);
    QCOMPARE(kept, QByteArray("canary-5"));
    QVERIFY(copy.isEmpty() && other.isEmpty());
}

void TestSecret::compares() {
    QVERIFY(Secret("canary-a") == Secret("canary-a"));
    QVERIFY(Secret("canary-a") != Secret("canary-b"));
    QVERIFY(Secret("xanary-a") != Secret("canary-a"));
    QVERIFY(Secret("canary") != Secret("canary-a"));
    QVERIFY(Secret() == Secret(""));
    QVERIFY(Secret() != Secret("c"));
    const Secret one("canary-a");
    const Secret two = one;
    QVERIFY(one == two);
    QVERIFY(Secret(QByteArray("a\0b", 3)) != Secret(QByteArray("a\0c", 3)));
}

QTEST_APPLESS_MAIN(TestSecret)
#include "tst_base_secret.moc"
