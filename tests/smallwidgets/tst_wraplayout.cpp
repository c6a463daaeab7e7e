// Rows of widgets that go on in the next line where there is no room.
#include "widgets/wraplayout.h"

#include <QLabel>
#include <QPushButton>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;

namespace {

/// Always as large as this.
class Block final : public QWidget {
public:
    explicit Block(QSize size, QWidget* parent) : QWidget(parent), m_size(size) {}

    [[nodiscard]] QSize sizeHint() const override { return m_size; }

    [[nodiscard]] QSize minimumSizeHint() const override { return m_size; }

private:
    QSize m_size;
};

/// Five blocks of 100 × 20, the last of them the tail.
struct Row {
    QWidget window;
    WrapLayout* layout = new WrapLayout(10, &window);
    QList<Block*> blocks;

    Row() {
        auto* tail = new Block({100, 20}, &window);
        layout->addTail(tail);
        for (int i = 0; i < 4; ++i) {
            blocks << new Block({100, 20}, &window);
            layout->addWidget(blocks.last());
        }
        blocks << tail;
    }

    void show(int width) {
        window.resize(width, 200);
        window.show();
        layout->activate();
    }
};

} // namespace

class TestWrapLayout final : public QObject {
    Q_OBJECT

private Q_SLOTS:

    void onOneLineWhereThereIsRoom() {
        Row row;
        row.show(700);
        for (int i = 0; i < 4; ++i)
            QCOMPARE(row.blocks[i]->pos(), QPoint(110 * i, 0));
        QCOMPARE(row.blocks[4]->pos(), QPoint(600, 0)); // at the far end
        QCOMPARE(row.layout->heightForWidth(700), 20);
        QCOMPARE(row.layout->sizeHint(), QSize(540, 20));
    }

    void wrapped() {
        Row row;
        row.show(330);
        QCOMPARE(row.blocks[2]->pos(), QPoint(220, 0));
        QCOMPARE(row.blocks[3]->pos(), QPoint(0, 30));
        QCOMPARE(row.blocks[4]->pos(), QPoint(230, 30));
        QCOMPARE(row.layout->heightForWidth(330), 50);
    }

    void oneIsPutBeforeAnother() {
        Row row;
        auto* late = new Block({50, 20}, &row.window);
        row.layout->addBefore(row.blocks[2], late);
        row.show(700);
        QCOMPARE(late->pos(), QPoint(220, 0));
        QCOMPARE(row.blocks[2]->pos(), QPoint(280, 0));
        QCOMPARE(row.blocks[4]->pos(), QPoint(600, 0));
    }

    void asNarrowAsItsWidest() {
        Row row;
        QCOMPARE(row.layout->minimumSize(), QSize(100, 20));
        row.show(100);
        for (int i = 0; i < 5; ++i)
            QCOMPARE(row.blocks[i]->pos(), QPoint(0, 30 * i));
    }

    void hiddenOnesTakeNoRoom() {
        Row row;
        row.blocks[1]->hide();
        row.show(700);
        QCOMPARE(row.blocks[2]->pos(), QPoint(110, 0));
        QCOMPARE(row.layout->sizeHint(), QSize(430, 20));
    }

    void fromRightToLeft() {
        Row row;
        row.window.setLayoutDirection(Qt::RightToLeft);
        row.show(700);
        QCOMPARE(row.blocks[0]->pos(), QPoint(600, 0));
        QCOMPARE(row.blocks[4]->pos(), QPoint(0, 0));
    }

    void widgetsMayLeave() {
        Row row;
        row.layout->removeWidget(row.blocks[4]);
        row.layout->removeWidget(row.blocks[0]);
        QCOMPARE(row.layout->count(), 3);
        QVERIFY(!row.layout->takeAt(3));
        row.show(700);
        QCOMPARE(row.blocks[1]->pos(), QPoint(0, 0));
    }
};

QTEST_MAIN(TestWrapLayout)
#include "tst_wraplayout.moc"
