"""The rules find what they are there to find: each gets a small tree with one violation planted in it."""

import argparse
import sys
import tempfile
import unittest
from pathlib import Path

import rules

QT_HEADERS = ""


class Planted(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.tree = Path(folder.name)
        self.write("CMakeLists.txt", "project(x)\n")
        self.write("lib/base/CMakeLists.txt", "wallaroo_module(base LINKS Qt6::Core tl::expected)")
        self.write("lib/base/error.h", "#include <QString>\n#include <tl/expected.hpp>\n")
        self.write("lib/domain/CMakeLists.txt", "wallaroo_module(domain LINKS wallaroo::base)")
        self.write("lib/domain/user.h", '#include "base/error.h"\n')
        self.write("lib/http/CMakeLists.txt", "wallaroo_module(http LINKS wallaroo::base Qt6::Network)")
        self.write("lib/http/transport.cpp", "#include <QNetworkAccessManager>\nQNetworkAccessManager m;\n")
        self.write("lib/api/CMakeLists.txt",
                   "wallaroo_module(api LINKS wallaroo::domain\n  wallaroo::http PRIVATE_LINKS Boost::json) # json\n")
        self.write("lib/api/usersapi.cpp", '#include "base/error.h"\n#include <boost/json.hpp>\n')
        self.write("lib/secrets/CMakeLists.txt",
                   "wallaroo_module(secrets LINKS wallaroo::base PRIVATE_LINKS Qt6Keychain::Qt6Keychain)")
        self.write("lib/secrets/store.cpp", "#include <qt6keychain/keychain.h>\n")
        self.write("lib/models/CMakeLists.txt", "wallaroo_module(models LINKS wallaroo::domain wallaroo::base)")
        self.write("lib/sandbox/CMakeLists.txt", "wallaroo_module(sandbox NO_QT LINKS Threads::Threads httplib::httplib)")
        self.write("lib/sandbox/server.cpp", "#include <httplib.h>\nvoid f(Db& db) { db.exec(\"x\"); }\n")
        self.write("app/main.cpp", '#include "pages/userspage.h"\nint main() { return application.exec(); }\n')
        self.write("app/pages/userspage.h", '#include "models/usersmodel.h"\n#include <QWidget>\n')
        self.write("app/sandbox/main.cpp", '#include "sandbox/server.h"\n#include <CLI/CLI.hpp>\n')

    def write(self, path, text):
        file = self.tree / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def all(self):
        return (rules.check_links(self.tree) + rules.check_includes(self.tree, QT_HEADERS)
                + rules.check_words(self.tree) + rules.check_secrets(self.tree) + rules.check_sizes(self.tree))

    def expect(self, *fragments):
        found = self.all()
        self.assertEqual(len(found), len(fragments), found)
        for line, fragment in zip(found, fragments):
            self.assertIn(fragment, line)

    def test_the_clean_tree_is_clean(self):
        self.expect()

    def test_links_against_the_table(self):
        self.write("lib/models/CMakeLists.txt", "wallaroo_module(models LINKS wallaroo::domain wallaroo::api)")
        self.expect("models may not link wallaroo::api")

    def test_links_added_beside_the_module(self):
        self.write("lib/models/CMakeLists.txt",
                   "wallaroo_module(models LINKS wallaroo::domain)\ntarget_link_libraries(wallaroo_models PUBLIC Qt6::Widgets)")
        self.expect("only app links Qt6::Widgets")

    def test_a_module_nobody_knows(self):
        self.write("lib/util/CMakeLists.txt", "wallaroo_module(util)")
        self.expect("module util is not in the table")

    def test_base_stays_small(self):
        self.write("lib/base/CMakeLists.txt", "wallaroo_module(base LINKS Qt6::Core tl::expected Qt6::Gui)")
        self.expect("base may link only")

    def test_sandbox_links_no_qt(self):
        self.write("lib/sandbox/CMakeLists.txt", "wallaroo_module(sandbox NO_QT LINKS Qt6::Core httplib::httplib)")
        self.expect("lives without Qt, yet links Qt6::Core")

    def test_includes_against_the_table(self):
        self.write("lib/models/usersmodel.cpp", '#include "domain/user.h"\n#include "api/usersapi.h"\n')
        self.expect("lib/models/usersmodel.cpp:2: models may not include api/usersapi.h")

    def test_includes_allowed_but_not_linked(self):
        self.write("lib/api/CMakeLists.txt", "wallaroo_module(api LINKS wallaroo::domain PRIVATE_LINKS Boost::json)")
        self.write("lib/api/tokenapi.cpp", '#include "http/sender.h"\n')
        self.expect("api includes http/sender.h and does not link wallaroo::http")

    def test_an_include_in_a_comment_is_none(self):
        self.write("lib/models/usersmodel.cpp", '// #include "api/usersapi.h"\n/*\n#include <QWidget>\n*/\n')
        self.expect()

    def test_widgets_in_lib(self):
        self.write("lib/models/usersmodel.cpp", "#include <QWidget>\n")
        self.expect("only app shows windows")

    def test_qt_module_not_linked(self):
        self.write("lib/models/usersmodel.cpp", "#include <QNetworkReply>\n")
        self.expect("does not link Qt6::Network")

    def test_third_party_not_linked(self):
        self.write("lib/models/usersmodel.cpp", "#include <boost/json/value.hpp>\n")
        self.expect("does not link Boost::json")

    def test_short_form_of_an_own_header(self):
        self.write("lib/api/codec.h", "")
        self.write("lib/api/codec.cpp", '#include "codec.h"\n')
        self.expect('write "api/codec.h"')

    def test_app_does_not_link_the_sandbox(self):
        self.write("app/support/sandboxprocess.cpp", '#include "sandbox/server.h"\n')
        self.expect("app may not include sandbox/server.h")

    def test_the_sandbox_program_uses_nothing_else(self):
        self.write("app/sandbox/main.cpp", '#include "domain/user.h"\n#include <QString>\n')
        self.expect("app/sandbox may not include domain/user.h", "lives without Qt, yet includes QString")

    def test_keychain_outside_its_module(self):
        self.write("app/pages/x.cpp", "#include <qt6keychain/keychain.h>\n")
        self.expect("only lib/secrets speaks to the keychain")

    def test_connections_outside_http(self):
        self.write("lib/http/x.cpp", "QNetworkAccessManager manager;\n")
        self.write("app/pages/x.cpp", "void f(QNetworkAccessManager& m);\n")
        self.expect("app/pages/x.cpp:1: requests outside lib/http")

    def test_a_clipboard_and_a_clock_are_handed_in(self):
        self.write("app/main.cpp", "auto* c = QApplication::clipboard();\n")
        self.write("app/pages/x.cpp", "auto* a = QGuiApplication::clipboard();\nvoid f() { qApp->clipboard()->clear(); }\n"
                                      "auto now = QDateTime::currentDateTimeUtc();\nauto here = QDateTime::currentDateTime();\n")
        found = self.all()
        self.assertEqual(sorted(line.split(":")[1] for line in found), ["1", "2", "3", "4"], found)

    def test_nested_event_loops(self):
        self.write("app/pages/x.cpp", "void f() {\n    QEventLoop loop;\n    dialog.exec();\n    menu->exec (point);\n"
                                      "    qApp->processEvents();\n}\n")
        found = self.all()
        self.assertEqual(sorted(line.split(":")[1] for line in found), ["2", "3", "4", "5"], found)

    def test_words_in_texts_and_comments_are_none(self):
        self.write("app/pages/x.cpp", '// loop.exec()\nauto a = "dialog.exec()";\nauto b = R"(x.exec())";\n')
        self.expect()

    def test_tls_errors_and_plain_files(self):
        self.write("lib/http/x.cpp", "reply->ignoreSslErrors();\nc.setPeerVerifyMode(QSslSocket::VerifyNone);\n")
        self.write("lib/secrets/x.cpp", "job.setInsecureFallback(true);\n")
        self.expect("TLS errors waved through", "certificates not checked", "secrets in a plain file")

    def test_only_a_pin_lets_named_tls_errors_pass(self):
        self.write("lib/http/attempt.cpp", "m_reply->ignoreSslErrors(errors);\n")
        self.expect()
        self.write("lib/http/attempt.cpp", "m_reply->ignoreSslErrors( );\n")
        self.write("lib/http/call.cpp", "reply->ignoreSslErrors(errors);\n")
        self.expect("lib/http/attempt.cpp:1", "lib/http/call.cpp:1")

    def test_own_instances(self):
        self.write("lib/base/x.h", "class A { static A& instance(); };\n")
        self.write("lib/base/x.cpp", "void f() { Store::instance().read(); }\nauto* a = QCoreApplication::instance();\n"
                                    "Result<Instance> Field::instance() const { return f->instance(); }\n")
        self.expect("lib/base/x.cpp:1", "lib/base/x.h:1")

    def test_proxy_models_and_whole_modules(self):
        self.write("lib/models/x.h", "class X : public QSortFilterProxyModel {};\n")
        self.write("app/pages/x.cpp", "#include <QtWidgets/QtWidgets>\n#include <QtWidgets>\n")
        self.write("tests/base/tst_x.cpp", "#include <QtTest>\n")
        self.expect("lib/models/x.h:1", "app/pages/x.cpp:1", "app/pages/x.cpp:2", "tests/base/tst_x.cpp:1")

    def test_fixed_waits(self):
        self.write("tests/users/tst_x.cpp", "QTest::qWait(50);\nQTest::qWait(0);\nQTest::qWait(2 * pause);\nQTest::qSleep(1);\n")
        self.write("tests/users/pictures.cpp", "QTest::qWait(50);\n")
        found = self.all()
        self.assertEqual([line.split(":")[:2] for line in found], [["tests/users/tst_x.cpp", n] for n in ("1", "3", "4")], found)

    def test_revealed_secrets(self):
        self.write("app/support/x.cpp", "void f() {\n    ok(s.reveal());\n    qCWarning(log)\n        << s.reveal();\n"
                                        "    process.setArguments({text(p->reveal())});\n}\n")
        self.expect("app/support/x.cpp:4", "app/support/x.cpp:5")

    def test_options_that_take_secrets(self):
        self.write("app/sandbox/main.cpp", '#include "sandbox/server.h"\nvoid f() {\n'
                                           '    app.add_option("--creds", file);\n'
                                           '    app.add_option("--password", p);\n}\n')
        self.write("app/main.cpp", 'QCommandLineOption o({"t", "token"}, "x");\n')
        self.expect("app/main.cpp:1", "app/sandbox/main.cpp:4")

    def test_sizes(self):
        self.write("CMakeLists.txt", "\n" * 151)
        self.write("lib/base/long.cpp", "int a;\n" * 401)
        self.expect("lib/base/long.cpp: 401 lines", "CMakeLists.txt: 151 lines")

    def test_top_level(self):
        self.assertEqual(rules.check_top_level(rules.TOP_LEVEL), [])
        self.assertEqual(rules.check_top_level(rules.TOP_LEVEL - {"LICENSE"} | {"src"}),
                         ["LICENSE is missing at the top", "src does not belong at the top"])

    def test_code_lines(self):
        self.write("lib/models/x.cpp", "// a\n\nint a; // b\n/* c\n   d */ int b;\nauto t = \"// no comment\";\n")
        self.assertEqual(rules.code_lines(self.tree, "lib/models"), 3)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--qt-headers", required=True)
    known, rest = parser.parse_known_args()
    QT_HEADERS = known.qt_headers
    unittest.main(argv=[sys.argv[0], *rest], verbosity=2)
