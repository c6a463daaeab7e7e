#include "api/seenids.h"

#include <QSet>
#include <QTest>

using namespace wallaroo;
using wallaroo::api::SeenIds;

class TestSeenIds final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void eachIsNewOnce() {
        SeenIds seen;
        const UserId uuid = UserId::fromUtf8("5d1f0b7e-9a34-4c02-8f6d-2b7c41e0a911");
        const UserId other = UserId::fromUtf8("f:ldap:mira");
        QVERIFY(seen.insert(uuid));
        QVERIFY(seen.insert(other));
        QVERIFY(seen.insert(UserId::fromUtf8("5D1F0B7E-9A34-4C02-8F6D-2B7C41E0A911")));
        QVERIFY(!seen.insert(uuid));
        QVERIFY(!seen.insert(other));
    }

    void agreesWithASetWhileItGrows() {
        SeenIds seen;
        QSet<UserId> known;
        quint32 state = 12345;
        for (int i = 0; i < 20'000; ++i) {
            state = state * 1'664'525 + 1'013'904'223;
            // half of them again; counted up, as hand-made ids are
            const QByteArray tail = QByteArray::number(state % 10'000).rightJustified(12, '0');
            const UserId id = UserId::fromUtf8("5d1f0b7e-9a34-4c02-8f6d-" + tail);
            QVERIFY(!id.uuid().isNull());
            QCOMPARE(seen.insert(id), !known.contains(id));
            known.insert(id);
        }
        QVERIFY(known.size() > 5000);
    }
};

QTEST_APPLESS_MAIN(TestSeenIds)
#include "tst_seenids.moc"
