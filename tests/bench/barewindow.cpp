// The least that a Qt program can show: a window without anything in it. The peer for the start and for memory.
#include "bench/barepeer.h"

#include <QApplication>
#include <QWidget>

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    QWidget window;
    window.resize(520, 420);
    wallaroo::bench::EndAfterFirstPaint end;
    window.show();
    return QApplication::exec();
}
