#include "domain/ids.h"

#include <QSet>
#include <QTest>

#include <rapidcheck.h>

using namespace Qt::Literals::StringLiterals;
using wallaroo::UserId;
using wallaroo::WorkspaceId;

class TestIds final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void userIdComesBackAsItCame_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("uuid") << "5d1f0b7e-9a34-4c02-8f6d-2b7c41e0a911"_ba;
        QTest::newRow("uuid in capitals") << "5D1F0B7E-9A34-4C02-8F6D-2B7C41E0A911"_ba;
        QTest::newRow("uuid in braces") << "{5d1f0b7e-9a34-4c02-8f6d-2b7c41e0a911}"_ba;
        QTest::newRow("uuid without dashes") << "5d1f0b7e9a344c028f6d2b7c41e0a911"_ba;
        QTest::newRow("dashes elsewhere") << "5d1f0b7e9-a34-4c02-8f6d-2b7c41e0a911"_ba;
        QTest::newRow("one digit short") << "5d1f0b7e-9a34-4c02-8f6d-2b7c41e0a91"_ba;
        QTest::newRow("a letter too far") << "5d1f0b7e-9a34-4c02-8f6d-2b7c41e0a91g"_ba;
        QTest::newRow("null uuid") << "00000000-0000-0000-0000-000000000000"_ba;
        QTest::newRow("highest uuid") << "ffffffff-ffff-ffff-ffff-ffffffffffff"_ba;
        QTest::newRow("federated") << "f:5d1f0b7e-9a34-4c02-8f6d-2b7c41e0a911:mira"_ba;
        QTest::newRow("not ascii") << "n\xc3\xa4me"_ba;
    }

    void userIdComesBackAsItCame() {
        QFETCH(const QByteArray, text);
        const UserId id = UserId::fromUtf8(text);
        QCOMPARE(id.toUtf8(), text);
        QCOMPARE(id.toString(), QString::fromUtf8(text));
        QCOMPARE(UserId::fromString(QString::fromUtf8(text)), id);
        QVERIFY(!id.isEmpty());
    }

    void everyTextComesBack() {
        // half of them near a UUID, where a slip would hide
        const bool holds = rc::check("fromUtf8 and toUtf8 are inverse", [] {
            std::string text = *rc::gen::arbitrary<std::string>();
            if (*rc::gen::arbitrary<bool>()) {
                text = "5d1f0b7e-9a34-4c02-8f6d-2b7c41e0a911";
                text[*rc::gen::inRange<std::size_t>(0, text.size())] = *rc::gen::arbitrary<char>();
            }
            const QByteArrayView view(text.data(), static_cast<qsizetype>(text.size()));
            RC_ASSERT(UserId::fromUtf8(view).toUtf8() == view.toByteArray());
        });
        QVERIFY(holds);
    }

    void emptyIsEmpty() {
        QVERIFY(UserId().isEmpty());
        QVERIFY(UserId::fromUtf8({}).isEmpty());
        QCOMPARE(UserId().toString(), QString());
        QCOMPARE(UserId().toUtf8(), QByteArray());
    }

    void differentTextsAreDifferentIds() {
        const QSet<UserId> ids{UserId::fromUtf8("5d1f0b7e-9a34-4c02-8f6d-2b7c41e0a911"),
                               UserId::fromUtf8("5D1F0B7E-9A34-4C02-8F6D-2B7C41E0A911"),
                               UserId::fromUtf8("5d1f0b7e-9a34-4c02-8f6d-2b7c41e0a912"), UserId::fromUtf8("mira"),
                               UserId::fromUtf8("mira")};
        QCOMPARE(ids.size(), 4);
        QVERIFY(ids.contains(UserId::fromUtf8("mira")));
        QVERIFY(!ids.contains(UserId::fromUtf8("Mira")));
    }

    void workspaceIdKeepsSixtyFourBits() {
        const WorkspaceId highest(std::numeric_limits<qint64>::max());
        QCOMPARE(highest.number(), std::numeric_limits<qint64>::max());
        QVERIFY(!(highest == WorkspaceId(1)));
        QCOMPARE(QSet<WorkspaceId>({WorkspaceId(7), WorkspaceId(7), WorkspaceId(8)}).size(), 2);
    }
};

QTEST_APPLESS_MAIN(TestIds)
#include "tst_ids.moc"
