// Another program of the desktop, as a clipboard manager is one: writes down every change of the clipboard and of X11's
// primary selection, a line each, as JSON. Ends with its input.
#include <QClipboard>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMimeData>
#include <QSocketNotifier>

#include <cstdio>
#include <unistd.h>

namespace {

void record(const char* which, QClipboard::Mode mode) {
    const QMimeData* data = QGuiApplication::clipboard()->mimeData(mode);
    const QJsonObject entry{
        {QStringLiteral("which"), QLatin1StringView(which)},
        {QStringLiteral("text"), data ? data->text() : QString()},
        {QStringLiteral("hint"),
         QString::fromUtf8(data ? data->data(QStringLiteral("x-kde-passwordManagerHint")) : QByteArray())}};
    const QByteArray line = QJsonDocument(entry).toJson(QJsonDocument::Compact) + '\n';
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stdout);
    std::fflush(stdout);
}

} // namespace

int main(int argc, char** argv) {
    QGuiApplication app(argc, argv);
    auto* clipboard = QGuiApplication::clipboard();
    QObject::connect(clipboard, &QClipboard::dataChanged, &app, [] { record("clipboard", QClipboard::Clipboard); });
    QObject::connect(clipboard, &QClipboard::selectionChanged, &app, [] { record("primary", QClipboard::Selection); });
    QSocketNotifier input(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &app, [] { QGuiApplication::exit(0); });
    std::puts("{\"which\":\"ready\"}");
    std::fflush(stdout);
    return QGuiApplication::exec();
}
